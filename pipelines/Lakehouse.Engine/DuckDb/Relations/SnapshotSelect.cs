using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Writes a snapshot as SQL that any DuckDB client can run.</summary>
public static class SnapshotSelect
{
    /// <summary>The SELECT that reads a snapshot's files, found by their absolute paths.</summary>
    /// <param name="session">A session of DuckDB, to look into files where their columns have ids.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellationToken">Stops the reading of deletion vectors and footers.</param>
    /// <returns>One SELECT with the snapshot's columns in order; instants appear as <c>TIMESTAMP</c> in UTC.</returns>
    /// <exception cref="EngineException"><c>LH2004</c>: a file is not on this machine.</exception>
    public static async Task<string> ForAsync(
        IEngineSession session,
        Snapshot snapshot,
        CancellationToken cancellationToken
    )
    {
        ParquetRelation relation = await SnapshotRelation
            .OfAsync(session, snapshot, snapshot.Files, cancellationToken)
            .ConfigureAwait(false);
        return relation.Select(relation.FiltersRows ? PositionTable.Inline(relation) : string.Empty);
    }
}
