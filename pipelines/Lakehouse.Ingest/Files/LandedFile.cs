namespace Lakehouse.Ingest.Files;

/// <summary>A file in a landing folder.</summary>
/// <param name="FullPath">The absolute path.</param>
/// <param name="RelativePath">The path below the landing folder, <c>/</c> between folders.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="ModifiedAt">When it was last written.</param>
internal sealed record LandedFile(string FullPath, string RelativePath, long SizeBytes, DateTimeOffset ModifiedAt)
{
    /// <summary>What the file counts as, in place of its bytes' hash: 64 hexadecimal digits; null for the hash.</summary>
    public string? Identity { get; init; }

    /// <summary>Whether the file on disk is no longer the one that was listed: somebody is still writing it.</summary>
    public bool HasChanged()
    {
        var now = new FileInfo(FullPath);
        return !now.Exists || now.Length != SizeBytes || now.LastWriteTimeUtc != ModifiedAt.UtcDateTime;
    }
}
