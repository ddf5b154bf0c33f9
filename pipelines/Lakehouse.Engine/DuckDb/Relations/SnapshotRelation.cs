using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Makes a relation of files of a snapshot: loads its deletion vectors, and looks up ids where columns have
/// them.</summary>
internal static class SnapshotRelation
{
    /// <summary>Makes the relation.</summary>
    /// <param name="session">A session to read footers with.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="files">Files of it.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The relation.</returns>
    public static async Task<ParquetRelation> OfAsync(
        IEngineSession session,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<RelationFile> located = await SnapshotFiles
            .LoadAsync(snapshot, files, cancellationToken)
            .ConfigureAwait(false);
        return await OfAsync(session, RelationColumns.Of(snapshot), located, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the relation of files that are found already.</summary>
    /// <param name="session">A session to read footers with.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Stops the reading of footers.</param>
    /// <returns>The relation.</returns>
    public static async Task<ParquetRelation> OfAsync(
        IEngineSession session,
        RelationColumns columns,
        IReadOnlyList<RelationFile> files,
        CancellationToken cancellationToken
    ) =>
        new(
            columns,
            columns.Mapping == ColumnMappingMode.Id
                ? await FileShapes.ReadAsync(session, files, cancellationToken).ConfigureAwait(false)
                : files
        );
}
