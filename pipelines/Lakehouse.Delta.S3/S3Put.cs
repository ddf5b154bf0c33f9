using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.S3;

/// <summary>Writes small files in one request each.</summary>
internal sealed class S3Put(S3Service service, S3Location location)
{
    private const string AnyFile = "*";
    private const int BusyAttempts = 10;
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Puts a file unless its name is taken.</summary>
    /// <returns>Unknown where the request may have reached the service and its answer is missing.</returns>
    internal async Task<PutOutcome> IfAbsentAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        int attempt = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            attempt++;
            PutObjectRequest request = RequestOf(key, content);
            request.IfNoneMatch = AnyFile;
            try
            {
                _ = await service.Once.PutObjectAsync(request, CancellationToken.None).ConfigureAwait(false);
                return PutOutcome.Put.Instance;
            }
            catch (AmazonS3Exception taken) when (taken.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return PutOutcome.Exists.Instance;
            }
            catch (AmazonS3Exception busy) when (busy.StatusCode == HttpStatusCode.Conflict && attempt < BusyAttempts)
            {
                // Another put of the name is under way, and this one was refused without effect.
                await Task.Delay(BusyPause * attempt, service.Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (S3Failure.IsForeign(failure))
            {
                return S3Failure.MayHaveTakenEffect(failure)
                    ? new PutOutcome.Unknown(S3Failure.Explain(failure, "put of", Name(key)))
                    : throw S3Failure.Explain(failure, "put of", Name(key));
            }
        }
    }

    /// <summary>Puts a file, replacing what is there.</summary>
    internal Task ReplaceAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        S3Failure.GuardAsync(
            () => service.Client.PutObjectAsync(RequestOf(key, content), cancellationToken),
            "write of",
            Name(key)
        );

    private PutObjectRequest RequestOf(string key, ReadOnlyMemory<byte> content) =>
        new()
        {
            BucketName = location.Bucket,
            Key = key,
            InputStream = new MemoryStream(content.ToArray(), writable: false),
            UseChunkEncoding = false,
        };

    private string Name(string key) => $"s3://{location.Bucket}/{key}";
}
