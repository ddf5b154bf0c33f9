using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.S3;

/// <summary>A place in a bucket: <c>s3://bucket/prefix</c>.</summary>
/// <remarks>The prefix is taken as it is written: <c>%</c> and <c>+</c> are ordinary characters.</remarks>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">The key of the table's folder, without slashes at its ends; empty for the bucket itself.</param>
internal sealed record S3Location(string Bucket, string Prefix)
{
    internal const string Scheme = "s3";

    private const string Start = Scheme + "://";

    /// <summary>Reads a location.</summary>
    /// <exception cref="DeltaException"><c>LH1009</c>: it is not of the form <c>s3://bucket/prefix</c>.</exception>
    internal static S3Location Parse(string text)
    {
        string rest = text.StartsWith(Start, StringComparison.OrdinalIgnoreCase) ? text[Start.Length..] : throw Odd(text);
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string bucket = slash < 0 ? rest : rest[..slash];
        string prefix = slash < 0 ? "" : rest[(slash + 1)..].TrimEnd('/');
        if (bucket.Length == 0 || bucket.AsSpan().ContainsAny("@:?# "))
        {
            throw Odd(text);
        }

        if (prefix.Length > 0)
        {
            try
            {
                StorePath.Require(prefix);
            }
            catch (ArgumentException)
            {
                throw Odd(text);
            }
        }

        return new S3Location(bucket, prefix);
    }

    /// <summary>The key of a path below the location.</summary>
    internal string KeyOf(string path)
    {
        StorePath.Require(path);
        return KeyPrefix + path;
    }

    /// <summary>What all keys of a folder begin with.</summary>
    internal string KeyPrefixOf(string folder) => folder.Length == 0 ? KeyPrefix : KeyOf(folder) + "/";

    /// <inheritdoc/>
    public override string ToString() => Prefix.Length == 0 ? Start + Bucket : $"{Start}{Bucket}/{Prefix}";

    private string KeyPrefix => Prefix.Length == 0 ? "" : Prefix + "/";

    private static DeltaException Odd(string text) =>
        new(
            "LH1009",
            $"The location '{text}' is not of the form s3://bucket/prefix.",
            "Name the bucket and the folder; keys and endpoint come from the environment or the profile files."
        );
}
