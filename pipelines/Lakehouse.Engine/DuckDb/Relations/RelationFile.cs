using Lakehouse.Delta.DeletionVectors;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>A data file of a relation.</summary>
/// <param name="Path">The absolute path on this machine.</param>
/// <param name="PartitionValues">Partition column, by its physical name, to the text that the log has, null for
/// null.</param>
internal sealed record RelationFile(string Path, IReadOnlyDictionary<string, string?> PartitionValues)
{
    /// <summary>What the file has under which id, or null where columns are not found by id.</summary>
    public FileShape? Shape { get; init; }

    /// <summary>The rows that the file holds, or null where that is unknown or was not looked up.</summary>
    public long? RowCount { get; init; }

    /// <summary>The rows that a reader does not see, by their position, or null for none.</summary>
    public RowPositionSet? Deleted { get; init; }

    /// <summary>The only rows that a reader sees, by their position, or null for all.</summary>
    public RowPositionSet? Only { get; init; }
}
