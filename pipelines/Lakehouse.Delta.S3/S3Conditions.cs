using System.Collections.Concurrent;
using Amazon.S3.Model;

namespace Lakehouse.Delta.S3;

/// <summary>Finds out once for each bucket whether the service honours a conditional put.</summary>
/// <remarks>
/// A service that does not know the condition takes the put and overwrites, without a word: two writers would both
/// believe that they committed. So the same name is put twice, and the second must be refused.
/// </remarks>
internal sealed class S3Conditions(S3Service service)
{
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a bucket refuses a conditional put of a name that is taken.</summary>
    /// <param name="location">A place in the bucket that may be written to.</param>
    /// <param name="cancellationToken">Stops the trial.</param>
    internal async Task<bool> AreHonouredAsync(S3Location location, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(location.Bucket, out bool known))
        {
            return known;
        }

        string key = location.KeyOf($"_delta_log/.tmp-condition-{Environment.ProcessId}-{Path.GetRandomFileName()}");
        S3Put put = new(service, location);
        bool isHonoured;
        try
        {
            _ = await put.IfAbsentAsync(key, new byte[] { 1 }, cancellationToken).ConfigureAwait(false);
            isHonoured = await put.IfAbsentAsync(key, new byte[] { 2 }, cancellationToken).ConfigureAwait(false)
                is Stores.PutOutcome.Exists;
        }
        finally
        {
            _ = await S3Failure
                .GuardAsync(
                    () => service.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = location.Bucket, Key = key }, CancellationToken.None),
                    "deletion of",
                    $"s3://{location.Bucket}/{key}"
                )
                .ConfigureAwait(false);
        }

        return _known[location.Bucket] = isHonoured;
    }
}
