using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Maintenance;

/// <summary>The files that commits removed long enough ago, as the commits themselves say.</summary>
internal sealed class RemovedByLog(ITableStore store, LogReplay replay)
{
    /// <summary>Collects those that are still there.</summary>
    /// <param name="before">Only removals before this instant.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The files, by their paths from the root.</returns>
    /// <exception cref="DeltaException"><c>LH1803</c>: commits are gone that no earlier vacuum has seen.</exception>
    internal async Task<IReadOnlyList<StoredFile>> ReadAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        LogListing listing = await LogListing.ReadAsync(store, null, cancellationToken).ConfigureAwait(false);
        TableVersion? seen = await LastVacuum.TryReadAsync(store, cancellationToken).ConfigureAwait(false);
        TableVersion from = seen?.Next ?? TableVersion.Zero;
        ListedCommit[] commits = [.. listing.Commits.Where(commit => commit.Version >= from)];
        RequireWhole(from, commits, listing.Newest);
        HashSet<string> paths = new(TablePath.Comparer);
        foreach (ListedCommit commit in commits)
        {
            IReadOnlyList<LogAction>? actions = await replay
                .TryReadCommitAsync(commit.Version, withInfo: true, cancellationToken)
                .ConfigureAwait(false);
            Collect(actions ?? throw Gone(commit.Version, commit.Version), commit, before, paths);
        }

        List<StoredFile> files = [];
        foreach (string path in paths)
        {
            if (await store.TryFindAsync(path, cancellationToken).ConfigureAwait(false) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private void Collect(IReadOnlyList<LogAction> actions, ListedCommit commit, DateTimeOffset before, HashSet<string> paths)
    {
        foreach (RemovedFile file in actions.OfType<LogAction.Remove>().Select(removal => removal.File))
        {
            if (file.DeletionTimestamp >= before.ToUnixTimeMilliseconds())
            {
                continue;
            }

            Add(file.Path, paths);
            if (file.DeletionVector is { } vector && DeletionVectorPath.TryOf(vector) is { } place)
            {
                Add(place, paths);
            }
        }

        if (commit.ModifiedAt < before)
        {
            foreach (LogAction.AddChanges changes in actions.OfType<LogAction.AddChanges>())
            {
                Add(changes.File.Path, paths);
            }
        }
    }

    private void Add(string path, HashSet<string> paths)
    {
        if (TablePath.TryBelow(store.Root, path) is { Length: > 0 } place)
        {
            _ = paths.Add(place);
        }
    }

    private void RequireWhole(TableVersion from, ListedCommit[] commits, TableVersion? newest)
    {
        long expected = from.Number;
        foreach (ListedCommit commit in commits)
        {
            if (commit.Version.Number != expected)
            {
                throw Gone(from, new TableVersion(expected));
            }

            expected++;
        }

        if (newest is { } last && last.Number >= expected)
        {
            throw Gone(from, new TableVersion(expected));
        }
    }

    private DeltaException Gone(TableVersion from, TableVersion missing) =>
        new(
            "LH1803",
            string.Create(
                CultureInfo.InvariantCulture,
                $"A lite vacuum of '{store.Root}' needs the commits from version {from} on, and {missing} is not in the log."
            ),
            "Run a full vacuum, which looks in the folder; lite ones work again afterwards."
        );
}
