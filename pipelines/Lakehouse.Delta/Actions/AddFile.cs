using Lakehouse.Delta.DeletionVectors;

namespace Lakehouse.Delta.Actions;

/// <summary>A live data file of a snapshot, as its <c>add</c> action says.</summary>
/// <param name="Path">The path under the table root, percent-decoded once, <c>/</c> between folders; or an absolute
/// path or URI.</param>
/// <param name="PartitionValues">Physical partition column to its text, null for null.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="ModifiedAt">When the file was written.</param>
/// <param name="StatsJson">The statistics as JSON, or null.</param>
public sealed record AddFile(
    string Path,
    IReadOnlyDictionary<string, string?> PartitionValues,
    long SizeBytes,
    DateTimeOffset ModifiedAt,
    string? StatsJson
)
{
    /// <summary>The path as its writer encoded it, where that is not the decoded path; otherwise null.</summary>
    internal string? LogText { get; init; }

    /// <summary>The tags as a JSON object, or null. Kept for checkpoints.</summary>
    internal string? TagsJson { get; init; }

    /// <summary>Which rows of the file are deleted, or null for none.</summary>
    public DeletionVectorDescriptor? DeletionVector { get; init; }

    /// <summary>The id of the deletion vector, or null.</summary>
    internal string? DeletionVectorId => DeletionVector?.UniqueId;

    /// <summary>The id of the file's first row where rows are tracked, or null. Kept for checkpoints.</summary>
    internal long? BaseRowId { get; init; }

    /// <summary>The version that first had the file where rows are tracked, or null. Kept for checkpoints.</summary>
    internal long? DefaultRowCommitVersion { get; init; }

    /// <summary>What put the file's rows in the order that the table asks for, or null.</summary>
    public string? ClusteringProvider { get; init; }
}
