using System.Collections.Concurrent;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Running;

/// <summary>
/// The tables of one run, each pinned at the version that it had when the run first looked, so that every step of the
/// run reads one consistent set. A table that the run commits moves on to its new version. Safe for several threads.
/// </summary>
internal sealed class TableStates(Func<TableName, DeltaTable> tables)
{
    private readonly ConcurrentDictionary<TableName, TableState> _states = [];
    private readonly ConcurrentDictionary<(TableName Name, long Version), Snapshot> _snapshots = [];

    internal DeltaTable Table(TableName name) => tables(name);

    /// <summary>The state of a table.</summary>
    internal async ValueTask<TableState> GetAsync(Step step, CancellationToken cancellationToken)
    {
        if (_states.TryGetValue(step.Name, out TableState? known))
        {
            return known;
        }

        TableState read = step.Kind == StepKind.Source
            ? new TableState((await tables(step.Name).TryGetVersionAsync(cancellationToken).ConfigureAwait(false))?.Number, null)
            : await ReadAsync(step.Name, cancellationToken).ConfigureAwait(false);
        return _states.GetOrAdd(step.Name, read);
    }

    /// <summary>The snapshot at which a table is pinned; null: no table.</summary>
    internal async Task<Snapshot?> SnapshotAsync(Step step, CancellationToken cancellationToken)
    {
        TableState state = await GetAsync(step, cancellationToken).ConfigureAwait(false);
        if (state.Version is not { } version)
        {
            return null;
        }

        if (!_snapshots.TryGetValue((step.Name, version), out Snapshot? snapshot))
        {
            snapshot = await tables(step.Name).LoadAsync(new TableVersion(version), cancellationToken).ConfigureAwait(false);
            _snapshots[(step.Name, version)] = snapshot;
        }

        return snapshot;
    }

    /// <summary>Moves a table on to what the run has committed.</summary>
    internal void Set(TableName name, TableState state) => _states[name] = state;

    /// <summary>Looks at a table again, because somebody else has committed to it.</summary>
    internal async Task<TableState> RefreshAsync(Step step, CancellationToken cancellationToken)
    {
        TableState state = await ReadAsync(step.Name, cancellationToken).ConfigureAwait(false);
        _states[step.Name] = state;
        return state;
    }

    private async Task<TableState> ReadAsync(TableName name, CancellationToken cancellationToken)
    {
        IReadOnlyList<CommitInfo> history = await tables(name).HistoryAsync(1, cancellationToken).ConfigureAwait(false);
        if (history is not [var last])
        {
            return TableState.Absent;
        }

        StepRecord? record = StepRecordText.TryRead(last.UserMetadata);
        return record is not null && string.Equals(record.Step, name.ToString(), StringComparison.Ordinal)
            ? new TableState(last.Version.Number, record)
            : new TableState(last.Version.Number, null, last.Operation);
    }
}
