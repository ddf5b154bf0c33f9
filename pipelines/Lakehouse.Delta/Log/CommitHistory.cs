using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Log;

/// <summary>Reads where commits came from.</summary>
internal sealed class CommitHistory(ITableStore store, LogReplay replay)
{
    /// <summary>Reads the newest commits, newest first, and no others.</summary>
    internal async Task<IReadOnlyList<CommitInfo>> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        LogListing listing = await LogListing.ReadAsync(store, null, cancellationToken).ConfigureAwait(false);
        List<CommitInfo> history = [];
        foreach (ListedCommit commit in listing.Commits.TakeLast(limit).Reverse())
        {
            IReadOnlyList<LogAction>? actions = await replay
                .TryReadCommitAsync(commit.Version, withInfo: true, cancellationToken)
                .ConfigureAwait(false);
            if (actions is not null)
            {
                CommitText info = actions.OfType<LogAction.Commit>().FirstOrDefault()?.Info ?? new CommitText();
                history.Add(Describe(commit, info));
            }
        }

        return history;
    }

    private static CommitInfo Describe(ListedCommit commit, CommitText info) =>
        new(
            commit.Version,
            (info.InCommitTimestamp ?? info.Timestamp) is { } milliseconds
                ? Instants.FromMilliseconds(milliseconds)
                : commit.ModifiedAt,
            info.Operation,
            info.Parameters,
            info.Metrics,
            info.UserMetadata,
            info.TransactionId,
            info.EngineInfo
        );
}
