using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Lakehouse.Delta.S3;

/// <summary>The connection to one S3 service, shared by all stores of it.</summary>
/// <remarks>
/// Two clients: one repeats a request whose answer is missing, as is right for reads and for puts that may be repeated;
/// the other sends a conditional put once, because a repetition would find its own file and call it another writer's.
/// Safe to share between threads.
/// </remarks>
public sealed class S3Service : IDisposable
{
    private const int Repetitions = 4;
    private const string DefaultRegion = "us-east-1";

    private readonly Lazy<IAmazonS3> _repeating;
    private readonly Lazy<IAmazonS3> _once;

    /// <summary>Makes the connection; nothing is sent yet.</summary>
    /// <param name="options">How the service is reached.</param>
    /// <param name="clock">Waits.</param>
    public S3Service(S3Options options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.PartBytes < S3Options.SmallestPartBytes)
        {
            throw new ArgumentException($"Expected parts of at least {S3Options.SmallestPartBytes} bytes.", nameof(options));
        }

        Options = options;
        Clock = clock;
        _repeating = new Lazy<IAmazonS3>(() => Connect(options, Repetitions));
        _once = new Lazy<IAmazonS3>(() => Connect(options, 0));
        Conditions = new S3Conditions(this);
    }

    /// <summary>How the service is reached.</summary>
    internal S3Options Options { get; }

    /// <summary>Waits.</summary>
    internal TimeProvider Clock { get; }

    /// <summary>Which buckets honour conditional puts.</summary>
    internal S3Conditions Conditions { get; }

    /// <summary>The client that repeats.</summary>
    internal IAmazonS3 Client => _repeating.Value;

    /// <summary>The client that sends once.</summary>
    internal IAmazonS3 Once => _once.Value;

    /// <summary>The service's name as a folder: equal for equal services.</summary>
    internal string FolderName =>
        Options.Endpoint is { } endpoint ? $"{endpoint.Host}_{endpoint.Port}".Replace(':', '-') : "aws";

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_repeating.IsValueCreated)
        {
            _repeating.Value.Dispose();
        }

        if (_once.IsValueCreated)
        {
            _once.Value.Dispose();
        }
    }

    private static AmazonS3Client Connect(S3Options options, int repetitions)
    {
        AmazonS3Config configuration = new()
        {
            MaxErrorRetry = repetitions,
            Timeout = options.RequestTimeout,
            ForcePathStyle = options.UsesPathStyle ?? options.Endpoint is not null,
            UseArnRegion = false,
        };
        if (options.Endpoint is { } endpoint)
        {
            configuration.ServiceURL = endpoint.AbsoluteUri;
            configuration.AuthenticationRegion = options.Region ?? DefaultRegion;

            // Servers in one's own house seldom know the newer checksums; the signature covers the content.
            configuration.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            configuration.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
        else if (options.Region is { } region)
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            return new AmazonS3Client(configuration);
        }
        catch (AmazonClientException failure)
        {
            throw S3Failure.Explain(failure, "connection to", options.Endpoint?.AbsoluteUri ?? "the service");
        }
    }
}
