namespace Lakehouse.Delta.Statistics;

/// <summary>A data file that an engine has written into a table's folder and that no commit names yet.</summary>
/// <param name="Path">The path under the table root, decoded, <c>/</c> between folders.</param>
/// <param name="PartitionValues">Partition column to its text in the form Delta serialises, null for null.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="ModifiedAt">When it was written.</param>
/// <param name="Statistics">What the engine knows of it, or null.</param>
public sealed record DataFile(
    string Path,
    IReadOnlyDictionary<string, string?> PartitionValues,
    long SizeBytes,
    DateTimeOffset ModifiedAt,
    FileStatistics? Statistics
)
{
    /// <summary>What put the rows in the order that the table asks for, or null.</summary>
    public string? ClusteringProvider { get; init; }
}
