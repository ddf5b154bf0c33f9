using Lakehouse.Delta.DeletionVectors;

namespace Lakehouse.Delta.Actions;

/// <summary>A file that a <c>remove</c> action took out of the table: a tombstone.</summary>
/// <param name="Path">The path, decoded exactly as the path of an <c>add</c>.</param>
/// <param name="DeletionTimestamp">When, in milliseconds since 1970; 0 where the writer did not say.</param>
/// <param name="DataChange">Whether rows changed by it.</param>
/// <param name="PartitionValues">The partition values, or null where the writer did not say.</param>
/// <param name="SizeBytes">The size in bytes, or null where the writer did not say.</param>
internal sealed record RemovedFile(
    string Path,
    long DeletionTimestamp,
    bool DataChange,
    IReadOnlyDictionary<string, string?>? PartitionValues,
    long? SizeBytes
)
{
    /// <inheritdoc cref="AddFile.LogText"/>
    internal string? LogText { get; init; }

    /// <summary>The deletion vector that the file had, or null for none.</summary>
    internal DeletionVectorDescriptor? DeletionVector { get; init; }

    /// <inheritdoc cref="AddFile.DeletionVectorId"/>
    internal string? DeletionVectorId => DeletionVector?.UniqueId;

    /// <summary>The id of the file's first row where rows are tracked, or null. Kept for checkpoints.</summary>
    internal long? BaseRowId { get; init; }

    /// <summary>The version that first had the file where rows are tracked, or null. Kept for checkpoints.</summary>
    internal long? DefaultRowCommitVersion { get; init; }
}
