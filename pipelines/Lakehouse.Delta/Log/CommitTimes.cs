using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Log;

/// <summary>Finds the version that was the newest at an instant.</summary>
/// <remarks>
/// Without in-commit timestamps the time of a commit is the time of its file, raised where clocks went backwards so
/// that each is at least a millisecond after the one before. With them the commit says its time itself.
/// </remarks>
internal sealed class CommitTimes(ITableStore store, LogReplay replay)
{
    /// <summary>Finds the version.</summary>
    /// <exception cref="DeltaException"><c>LH1101</c>: there is no table; <c>LH1108</c>: the instant is before the
    /// first version.</exception>
    internal async Task<TableVersion> FindAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        LogListing listing = await LogListing.ReadAsync(store, null, cancellationToken).ConfigureAwait(false);
        if (listing.Newest is not { } newest)
        {
            throw LogSegment.Missing(listing, TableVersion.Zero, store.Root);
        }

        List<ListedCommit> commits = Readable(listing);
        (long Version, long Milliseconds)? enabled = await OwnTimesSinceAsync(newest, cancellationToken)
            .ConfigureAwait(false);
        long asked = instant.ToUnixTimeMilliseconds();
        List<ListedCommit> owned = enabled is { } since
            ? [.. commits.Where(commit => commit.Version.Number >= since.Version)]
            : [];
        if (owned.Count > 0 && (enabled!.Value.Milliseconds <= asked || owned.Count == commits.Count))
        {
            return await SearchOwnTimesAsync(owned, asked, cancellationToken).ConfigureAwait(false)
                ?? throw TooEarly(instant);
        }

        List<ListedCommit> timed = [.. commits.SkipLast(owned.Count)];
        return SearchFileTimes(timed, asked) ?? throw TooEarly(instant);
    }

    /// <summary>The times of files, made strictly ascending.</summary>
    internal static IEnumerable<(TableVersion Version, long Milliseconds)> Ascending(IEnumerable<ListedCommit> commits)
    {
        long previous = long.MinValue;
        foreach (ListedCommit commit in commits)
        {
            long time = commit.ModifiedAt.ToUnixTimeMilliseconds();
            previous = previous == long.MinValue ? time : Math.Max(time, previous + 1);
            yield return (commit.Version, previous);
        }
    }

    // Only versions that still can be built: those from the oldest checkpoint on, or all where commit 0 is there.
    private static List<ListedCommit> Readable(LogListing listing)
    {
        long first = listing.Checkpoints.Count > 0 ? listing.Checkpoints[0].Version.Number : long.MaxValue;
        if (listing.Commits.Count > 0 && listing.Commits[0].Version == TableVersion.Zero)
        {
            first = 0;
        }

        return [.. listing.Commits.Where(commit => commit.Version.Number >= first)];
    }

    private static TableVersion? SearchFileTimes(List<ListedCommit> commits, long asked)
    {
        TableVersion? found = null;
        foreach ((TableVersion version, long milliseconds) in Ascending(commits))
        {
            if (milliseconds > asked)
            {
                break;
            }

            found = version;
        }

        return found;
    }

    private async Task<(long Version, long Milliseconds)?> OwnTimesSinceAsync(
        TableVersion newest,
        CancellationToken cancellationToken
    )
    {
        TableState state = await replay.LoadStateAsync(newest, cancellationToken).ConfigureAwait(false);
        if (
            state.Protocol is not { } protocol
            || state.Metadata is not { } metadata
            || !FeatureUse.HasInCommitTimestamps(protocol, metadata.Configuration)
        )
        {
            return null;
        }

        return
            metadata.Configuration.TryGetValue("delta.inCommitTimestampEnablementVersion", out string? version)
            && metadata.Configuration.TryGetValue("delta.inCommitTimestampEnablementTimestamp", out string? timestamp)
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            ? (number, milliseconds)
            : (0, long.MinValue);
    }

    // The commits' own times ascend strictly, so that halving finds the last one in few reads.
    private async Task<TableVersion?> SearchOwnTimesAsync(
        List<ListedCommit> commits,
        long asked,
        CancellationToken cancellationToken
    )
    {
        int low = 0;
        int high = commits.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            long time = await OwnTimeAsync(commits[middle].Version, cancellationToken).ConfigureAwait(false);
            if (time <= asked)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 ? commits[low - 1].Version : null;
    }

    private async Task<long> OwnTimeAsync(TableVersion version, CancellationToken cancellationToken)
    {
        IReadOnlyList<LogAction>? actions = await replay
            .TryReadCommitAsync(version, withInfo: true, cancellationToken)
            .ConfigureAwait(false);
        return actions?.OfType<LogAction.Commit>().Select(commit => commit.Info.InCommitTimestamp).FirstOrDefault()
            ?? throw new DeltaException(
                "LH1111",
                $"The commit {version} of '{store.Root}' has no inCommitTimestamp, which the table's properties "
                    + "promise.",
                "Ask for a version by its number."
            );
    }

    private DeltaException TooEarly(DateTimeOffset instant) =>
        new(
            "LH1108",
            $"The instant {instant.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} lies before the first version of "
                + $"'{store.Root}' that can still be read.",
            "Ask for a later instant, or for a version by its number."
        );
}
