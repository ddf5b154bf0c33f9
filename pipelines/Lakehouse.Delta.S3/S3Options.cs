namespace Lakehouse.Delta.S3;

/// <summary>How an S3 service is reached. What is null is read as the SDK of the service reads it.</summary>
/// <remarks>
/// Keys, region, endpoint and profile come from the environment (<c>AWS_ACCESS_KEY_ID</c>,
/// <c>AWS_SECRET_ACCESS_KEY</c>, <c>AWS_SESSION_TOKEN</c>, <c>AWS_REGION</c>, <c>AWS_PROFILE</c>,
/// <c>AWS_ENDPOINT_URL_S3</c>, <c>AWS_ENDPOINT_URL</c>), from <c>~/.aws/credentials</c> and <c>~/.aws/config</c>, or from
/// the machine's role; never from a project's files.
/// </remarks>
public sealed record S3Options
{
    /// <summary>The smallest part that the protocol allows, in bytes.</summary>
    public const long SmallestPartBytes = 5L << 20;

    /// <summary>The service's address, for example of a server in one's own house; null: the environment says, or the
    /// region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region; null: the environment or the profile says.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host's name; null: with an endpoint of one's
    /// own.</summary>
    public bool? UsesPathStyle { get; init; }

    /// <summary>How large a data file may be before it is sent in parts, and how large a part is; at least
    /// <see cref="SmallestPartBytes"/>.</summary>
    public long PartBytes { get; init; } = 32L << 20;

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Reads the two settings that the SDK does not read by itself.</summary>
    /// <param name="variable">Gives a variable of the environment, or null.</param>
    /// <returns>The options.</returns>
    /// <exception cref="DeltaException"><c>LH1010</c>: the endpoint is no absolute address.</exception>
    public static S3Options FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? endpoint = Text(variable("AWS_ENDPOINT_URL_S3")) ?? Text(variable("AWS_ENDPOINT_URL"));
        string? virtualHost = Text(variable("AWS_VIRTUAL_HOSTED_STYLE_REQUEST"));
        return new S3Options
        {
            Endpoint = endpoint is null ? null : ParseEndpoint(endpoint),
            Region = Text(variable("AWS_REGION")) ?? Text(variable("AWS_DEFAULT_REGION")),
            UsesPathStyle = virtualHost is null ? null : !string.Equals(virtualHost, "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static Uri ParseEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https")
            ? address
            : throw new DeltaException(
                "LH1010",
                $"The endpoint '{text}' in AWS_ENDPOINT_URL is no address, expected for example https://storage.example.com.",
                "Correct the variable, or remove it to reach the service by its region."
            );
}
