namespace Lakehouse.Delta.Actions;

/// <summary>A file of changed rows that a commit recorded beside its data, as its <c>cdc</c> action says.</summary>
/// <param name="Path">The path under the table root, decoded, <c>/</c> between folders.</param>
/// <param name="PartitionValues">Physical partition column to its text, null for null.</param>
/// <param name="SizeBytes">The size in bytes.</param>
internal sealed record ChangeFile(
    string Path,
    IReadOnlyDictionary<string, string?> PartitionValues,
    long SizeBytes
);
