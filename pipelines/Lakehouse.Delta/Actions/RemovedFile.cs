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

    /// <inheritdoc cref="AddFile.DeletionVectorId"/>
    internal string? DeletionVectorId { get; init; }
}
