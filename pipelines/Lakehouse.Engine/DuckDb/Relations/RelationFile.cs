namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>A data file of a relation.</summary>
/// <param name="Path">The absolute path on this machine.</param>
/// <param name="PartitionValues">Partition column to the text that the log has, null for null.</param>
internal sealed record RelationFile(string Path, IReadOnlyDictionary<string, string?> PartitionValues);
