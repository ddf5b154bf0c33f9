using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Commit;

/// <summary>Puts one commit file and finds out what became of it, also where the store does not say.</summary>
/// <remarks>
/// Once a put is sent it is not cancelled. A put without an answer may still take effect later, so that looking alone
/// settles nothing: the same put is repeated. Of all of them at most one makes the file, and when another writer's
/// file is there, none of them ever will.
/// </remarks>
internal sealed class CommitPut(ITableStore store, LogReplay replay, CommitSignature signature)
{
    private const int Attempts = 5;

    /// <summary>Puts a commit.</summary>
    /// <param name="version">The version that it makes.</param>
    /// <param name="content">The commit file.</param>
    /// <param name="pauseAsync">Waits before a repetition, which it counts from 1.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="DeltaException">The store refused it, and it is not in the log.</exception>
    internal async Task<CommitFate> PutAsync(TableVersion version, byte[] content, Func<int, Task> pauseAsync)
    {
        Exception? open = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
            {
                await pauseAsync(attempt).ConfigureAwait(false);
            }

            Exception? refusal = null;
            try
            {
                PutOutcome outcome = await store
                    .PutIfAbsentAsync(LogFile.PathOf(LogFile.CommitName(version)), content, CancellationToken.None)
                    .ConfigureAwait(false);
                if (outcome is PutOutcome.Put)
                {
                    return CommitFate.Own.Instance;
                }

                open = (outcome as PutOutcome.Unknown)?.Cause ?? open;
            }
            catch (Exception failure) when (failure is DeltaException or IOException or TimeoutException)
            {
                refusal = failure;
            }

            switch (await LookAsync(version).ConfigureAwait(false))
            {
                case (true, _):
                    return CommitFate.Own.Instance;
                case (false, _):
                    return CommitFate.Taken.Instance;
                case (null, { } unread):
                    open ??= refusal ?? unread;
                    break;
                default:
                    // Nothing is there: a refusal is what it says, unless an earlier put may still arrive.
                    open = refusal is null || open is not null ? open ?? Gone(version) : throw Reported(refusal);
                    break;
            }
        }

        return new CommitFate.Unknown(open ?? Gone(version));
    }

    // Whether the commit in the log is this write's own; null where there is none or it cannot be read.
    private async Task<(bool? IsOwn, Exception? Unread)> LookAsync(TableVersion version)
    {
        try
        {
            IReadOnlyList<LogAction>? actions = await replay
                .TryReadCommitAsync(version, withInfo: true, CancellationToken.None)
                .ConfigureAwait(false);
            bool? isOwn = actions
                ?.OfType<LogAction.Commit>()
                .Any(commit =>
                    string.Equals(commit.Info.TransactionId, signature.TransactionId, StringComparison.Ordinal)
                );
            return (isOwn, null);
        }
        catch (Exception failure) when (failure is DeltaException or IOException or TimeoutException)
        {
            return (null, failure);
        }
    }

    private DeltaException Gone(TableVersion version) =>
        new(
            "LH1405",
            $"The commit {version} of '{store.Root}' was there when it was put, and is gone.",
            "Find out who removes files from this table's log, then load the table again."
        );

    private DeltaException Reported(Exception failure) =>
        failure as DeltaException
        ?? new DeltaException(
            "LH1003",
            $"The commit to '{store.Root}' was refused by the store: {failure.Message}",
            "Look at the store, then run again.",
            failure
        );
}
