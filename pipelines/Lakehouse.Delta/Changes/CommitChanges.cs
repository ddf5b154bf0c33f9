using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Changes;

/// <summary>Tells what one commit changed.</summary>
/// <param name="version">The version that the commit made.</param>
/// <param name="committedAt">When.</param>
/// <param name="isPartitioned">Whether the table has partition columns.</param>
internal sealed class CommitChanges(TableVersion version, DateTimeOffset committedAt, bool isPartitioned)
{
    /// <summary>The files with the commit's changes.</summary>
    /// <param name="actions">The commit, its <c>cdc</c> actions included.</param>
    /// <param name="vectors">Loads deletion vectors.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>Recorded changes alone where there are any; otherwise what was added and removed.</returns>
    /// <exception cref="DeltaException"><c>LH1705</c>: a <c>remove</c> lacks its partition values.</exception>
    internal async Task<IReadOnlyList<ChangedFile>> OfAsync(
        IReadOnlyList<LogAction> actions,
        DeletionVectorReader vectors,
        CancellationToken cancellationToken
    )
    {
        ChangeFile[] recorded = [.. actions.OfType<LogAction.AddChanges>().Select(action => action.File)];
        if (recorded.Length > 0)
        {
            return [.. recorded.Select(file => Changed(file.Path, file.PartitionValues, ChangeKind.Recorded))];
        }

        Dictionary<string, RemovedFile> removed = new(StringComparer.Ordinal);
        foreach (
            RemovedFile file in actions
                .OfType<LogAction.Remove>()
                .Select(remove => remove.File)
                .Where(file => file.DataChange)
        )
        {
            removed[file.Path] = file;
        }

        List<ChangedFile> changes = [];
        foreach (
            AddFile file in actions.OfType<LogAction.Add>().Where(add => add.DataChange).Select(add => add.File)
        )
        {
            RowPositionSet? hidden = await HiddenAsync(file.DeletionVector, file.Path).ConfigureAwait(false);
            if (removed.Remove(file.Path, out RemovedFile? before))
            {
                // The file stays; what changed is which of its rows are deleted.
                RowPositionSet old = await HiddenAsync(before.DeletionVector, before.Path).ConfigureAwait(false) ?? RowPositionSet.Empty;
                RowPositionSet now = hidden ?? RowPositionSet.Empty;
                changes.AddRange(Some(file, ChangeKind.Delete, now.Except(old)));
                changes.AddRange(Some(file, ChangeKind.Insert, old.Except(now)));
            }
            else
            {
                changes.Add(Changed(file.Path, file.PartitionValues, ChangeKind.Insert) with { Deleted = hidden });
            }
        }

        foreach (RemovedFile gone in removed.Values)
        {
            RowPositionSet? hidden = await HiddenAsync(gone.DeletionVector, gone.Path).ConfigureAwait(false);
            changes.Add(Changed(gone.Path, ValuesOf(gone), ChangeKind.Delete) with { Deleted = hidden });
        }

        return changes;

        async Task<RowPositionSet?> HiddenAsync(DeletionVectorDescriptor? vector, string path) =>
            vector is null ? null : await vectors.ReadAsync(vector, path, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<ChangedFile> Some(AddFile file, ChangeKind kind, RowPositionSet rows) =>
        rows.Cardinality == 0 ? [] : [Changed(file.Path, file.PartitionValues, kind) with { Only = rows }];

    private ChangedFile Changed(string path, IReadOnlyDictionary<string, string?> values, ChangeKind kind) =>
        new(path, values, kind, version, committedAt);

    private IReadOnlyDictionary<string, string?> ValuesOf(RemovedFile file) =>
        file.PartitionValues is { } values ? values
        : isPartitioned
            ? throw new DeltaException(
                "LH1705",
                $"The remove of '{file.Path}' in version {version} does not say its partition values, so that its rows "
                    + "cannot be told.",
                "Ask for versions before or after it."
            )
        : PartitionValueMap.Empty;
}
