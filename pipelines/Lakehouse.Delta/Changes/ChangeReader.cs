using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Changes;

/// <summary>Reads which files hold the changes of a range of versions.</summary>
internal sealed class ChangeReader(ITableStore store, LogReplay replay)
{
    /// <summary>Reads the changes.</summary>
    /// <param name="from">The first version.</param>
    /// <param name="to">The last version, or null for the newest.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DeltaException"><c>LH1701</c>: the range holds no version of the table; <c>LH1702</c>: a
    /// commit is gone; or what <see cref="ChangeSchema"/> throws.</exception>
    internal async Task<ChangeFeed> ReadAsync(TableVersion from, TableVersion? to, CancellationToken cancellationToken)
    {
        LogListing listing = await LogListing.ReadAsync(store, null, cancellationToken).ConfigureAwait(false);
        TableVersion newest = listing.Newest ?? throw LogSegment.Missing(listing, from, store.Root);
        TableVersion last = to ?? newest;
        if (from > last || last > newest)
        {
            throw new DeltaException(
                "LH1701",
                $"The changes of versions {from} to {last} of '{store.Root}' were asked for, whose newest version is "
                    + $"{newest}.",
                "Name a first version and a last one that is not before it."
            );
        }

        Snapshot basis = await replay.LoadAsync(last, cancellationToken).ConfigureAwait(false);
        ChangeSchema schema = new(basis);
        TableState first = await replay.LoadStateAsync(from, cancellationToken).ConfigureAwait(false);
        schema.Require(first.Metadata ?? basis.MetadataText, from);

        Dictionary<long, long> times = CommitTimes
            .Ascending(listing.Commits)
            .ToDictionary(commit => commit.Version.Number, commit => commit.Milliseconds);
        DeletionVectorReader vectors = new(store);
        List<ChangedFile> files = [];
        for (long number = from.Number; number <= last.Number; number++)
        {
            TableVersion version = new(number);
            IReadOnlyList<LogAction> actions =
                await replay.TryReadCommitAsync(version, withInfo: true, cancellationToken).ConfigureAwait(false)
                ?? throw Gone(version);
            if (actions.OfType<LogAction.ChangeMetadata>().FirstOrDefault() is { } changed)
            {
                schema.Require(changed.Metadata, version);
            }

            CommitChanges commit = new(
                version,
                Instants.FromMilliseconds(TimeOf(actions, times.GetValueOrDefault(number))),
                basis.Metadata.PartitionColumns.Count > 0
            );
            files.AddRange(await commit.OfAsync(actions, vectors, cancellationToken).ConfigureAwait(false));
        }

        return new ChangeFeed(basis, files);
    }

    private static long TimeOf(IReadOnlyList<LogAction> actions, long fileTime) =>
        actions.OfType<LogAction.Commit>().FirstOrDefault()?.Info.InCommitTimestamp ?? fileTime;

    private DeltaException Gone(TableVersion version) =>
        new(
            "LH1702",
            $"The commit {version} of '{store.Root}' is gone: the log was cleaned.",
            "Ask for later versions."
        );
}
