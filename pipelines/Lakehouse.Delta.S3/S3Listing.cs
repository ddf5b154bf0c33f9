using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace Lakehouse.Delta.S3;

/// <summary>Lists objects page by page, in the order of their keys' bytes.</summary>
internal sealed class S3Listing(S3Service service, S3Location location)
{
    private const string FolderEnd = "/";

    /// <summary>The objects whose keys begin with a prefix.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="after">Only keys after this one; null for all.</param>
    /// <param name="isDeep">Whether objects of folders below count too.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    internal async IAsyncEnumerable<S3Object> ReadAsync(
        string prefix,
        string? after,
        bool isDeep,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ListObjectsV2Request request = new()
        {
            BucketName = location.Bucket,
            Prefix = prefix,
            StartAfter = after,
            Delimiter = isDeep ? null : FolderEnd,
        };
        do
        {
            ListObjectsV2Response page = await S3Failure
                .GuardAsync(
                    () => service.Client.ListObjectsV2Async(request, cancellationToken),
                    "listing of",
                    $"s3://{location.Bucket}/{prefix}"
                )
                .ConfigureAwait(false);
            foreach (S3Object found in page.S3Objects ?? [])
            {
                yield return found;
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (request.ContinuationToken is not null);
    }
}
