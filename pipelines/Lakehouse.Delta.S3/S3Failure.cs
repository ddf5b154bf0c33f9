using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace Lakehouse.Delta.S3;

/// <summary>Turns what the service or the network says into a coded failure with a next step.</summary>
internal static class S3Failure
{
    /// <summary>Makes a call and explains its failure.</summary>
    /// <param name="call">The call.</param>
    /// <param name="action">The verb with its preposition, for example <c>read of</c>.</param>
    /// <param name="place">The object or bucket, whole.</param>
    internal static async Task<T> GuardAsync<T>(Func<Task<T>> call, string action, string place)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception failure) when (IsForeign(failure))
        {
            throw Explain(failure, action, place);
        }
    }

    /// <summary>Whether a failure comes from the SDK or the network and not from this product or its caller.</summary>
    internal static bool IsForeign(Exception failure) =>
        failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException
            or WebException or TimeoutException or OperationCanceledException { InnerException: TimeoutException };

    /// <summary>Whether a service says that there is no such object.</summary>
    internal static bool IsAbsent(Exception failure) =>
        failure is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound } absent
        && !string.Equals(absent.ErrorCode, "NoSuchBucket", StringComparison.Ordinal);

    /// <summary>
    /// Whether a request may have done what it asks for although it failed: not where the service refused it, nor where
    /// no connection came about.
    /// </summary>
    internal static bool MayHaveTakenEffect(Exception failure)
    {
        if (failure is AmazonServiceException { StatusCode: var status } && (int)status is >= 300 and < 500)
        {
            return status == HttpStatusCode.RequestTimeout;
        }

        return !Causes(failure).Any(cause =>
            cause
                is SocketException
                {
                    SocketErrorCode: SocketError.ConnectionRefused
                        or SocketError.HostNotFound
                        or SocketError.TryAgain
                        or SocketError.NetworkUnreachable
                        or SocketError.HostUnreachable
                }
        ) && failure is not AmazonClientException { InnerException: null };
    }

    /// <summary>Explains a failure.</summary>
    internal static DeltaException Explain(Exception failure, string action, string place)
    {
        string what = $"The {action} '{place}' did not go through: {failure.Message.TrimEnd('.')}.";
        return failure switch
        {
            AmazonS3Exception { ErrorCode: "NoSuchBucket" } => new DeltaException(
                "LH1011",
                $"The bucket of '{place}' does not exist at this endpoint.",
                "Correct the bucket's name or AWS_ENDPOINT_URL, or make the bucket.",
                failure
            ),
            AmazonS3Exception { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" } =>
                new DeltaException(
                    "LH1012",
                    what,
                    "Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile that AWS_PROFILE names.",
                    failure
                ),
            AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } => new DeltaException(
                "LH1013",
                what,
                "Give these keys the right to list, read, write and delete objects of this bucket, or use others.",
                failure
            ),
            AmazonS3Exception { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" } =>
                new DeltaException("LH1014", what, "Set AWS_REGION to the region of the bucket.", failure),
            AmazonServiceException { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError } =>
                new DeltaException("LH1015", what, "The service is overloaded or ailing; run again later.", failure),
            AmazonClientException when failure is not AmazonServiceException && !HasNetworkCause(failure) => new DeltaException(
                "LH1012",
                $"No keys or no region were found for '{place}': {failure.Message}",
                "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, or AWS_PROFILE.",
                failure
            ),
            _ when HasNetworkCause(failure) => new DeltaException(
                "LH1016",
                $"The service of '{place}' cannot be reached: {Causes(failure).Last().Message}",
                "Look at the network and at AWS_ENDPOINT_URL, then run again.",
                failure
            ),
            _ => new DeltaException("LH1017", what, "Look at the service, then run again.", failure),
        };
    }

    private static bool HasNetworkCause(Exception failure) =>
        Causes(failure).Any(cause => cause is HttpRequestException or SocketException or WebException or TimeoutException or IOException);

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
