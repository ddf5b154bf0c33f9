using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Writes a snapshot as SQL that any DuckDB client can run.</summary>
public static class SnapshotSelect
{
    /// <summary>The SELECT that reads a snapshot's files, found by their absolute paths.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>One SELECT with the snapshot's columns in order; instants appear as <c>TIMESTAMP</c> in UTC.</returns>
    /// <exception cref="EngineException"><c>LH2004</c>: a file is not on this machine.</exception>
    public static string For(Snapshot snapshot) =>
        ParquetRelation.Select(snapshot.Schema, snapshot.Metadata.PartitionColumns, SnapshotFiles.Of(snapshot));
}
