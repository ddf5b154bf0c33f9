using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Commit;

/// <summary>The protocol's rules for commits that landed after the basis of a write.</summary>
internal static class Conflict
{
    /// <summary>Looks for a transaction of the write in a commit, by which an earlier attempt shows itself.</summary>
    internal static WriteOutcome.AlreadyWritten? FindEarlierAttempt(TableWrite write, WinningCommit winner) =>
        winner
            .Actions.OfType<LogAction.Transaction>()
            .Where(found => write.Transactions.Any(own => IsRecorded(own, found.Entry)))
            .Select(found => new WriteOutcome.AlreadyWritten(found.Entry.AppId, winner.Version))
            .FirstOrDefault();

    /// <summary>Whether a recorded transaction covers one that is about to be written.</summary>
    internal static bool IsRecorded(SetTransaction own, SetTransaction recorded) =>
        string.Equals(own.AppId, recorded.AppId, StringComparison.Ordinal) && own.Version <= recorded.Version;

    /// <summary>Finds the first rule that a commit breaks for a write.</summary>
    /// <returns>The conflict, or null where the write may be committed on top.</returns>
    internal static WriteOutcome.Conflicted? Find(TableWrite write, WritePlan plan, WinningCommit winner)
    {
        string? reason = Reason(write, plan, winner.Actions);
        return reason is null ? null : new WriteOutcome.Conflicted(winner.Version, reason);
    }

    private static string? Reason(TableWrite write, WritePlan plan, IReadOnlyList<LogAction> winner)
    {
        // A feature that comes or goes changes what this write had to do, so that any other protocol is a conflict.
        if (
            winner
                .OfType<LogAction.ChangeProtocol>()
                .Any(change =>
                    plan.Protocol is not null
                    || plan.ReadProtocol is null
                    || !IsSame(change.Protocol, plan.ReadProtocol)
                )
        )
        {
            return "ProtocolChanged";
        }

        if (winner.Any(action => action is LogAction.ChangeMetadata))
        {
            return "MetadataChanged";
        }

        if (
            winner
                .OfType<LogAction.Transaction>()
                .Any(found =>
                    write.Transactions.Any(own =>
                        string.Equals(own.AppId, found.Entry.AppId, StringComparison.Ordinal)
                    )
                )
        )
        {
            return "ConcurrentTransaction";
        }

        ReadScope scope = new(write, plan);
        return AdditionReason(write, plan, scope, winner) ?? RemovalReason(write, plan, scope, winner);
    }

    // Files that hold rows which were there before, elsewhere, bring nothing that the write has not read.
    private static string? AdditionReason(
        TableWrite write,
        WritePlan plan,
        ReadScope scope,
        IReadOnlyList<LogAction> winner
    )
    {
        IsolationLevel level = Isolation.Of(write, plan);
        bool overlooks =
            level == IsolationLevel.SnapshotIsolation
            || (level == IsolationLevel.WriteSerializable && plan.Metadata is null && IsBlindAppend(winner));
        return !overlooks
            && winner.OfType<LogAction.Add>().Any(added => added.DataChange && scope.HoldsNew(added.File))
            ? "ConcurrentAppend"
            : null;
    }

    // A commit that does not say where it came from may have read anything.
    private static bool IsBlindAppend(IReadOnlyList<LogAction> winner) =>
        winner.OfType<LogAction.Commit>().FirstOrDefault() is { Info.IsBlindAppend: true }
        && !winner.Any(action => action is LogAction.Remove);

    // A file whose rows changed was also read by this write; a file that was only compacted reads the same elsewhere.
    private static string? RemovalReason(
        TableWrite write,
        WritePlan plan,
        ReadScope scope,
        IReadOnlyList<LogAction> winner
    )
    {
        bool readsRows = Isolation.Of(write, plan) != IsolationLevel.SnapshotIsolation;
        foreach (RemovedFile file in winner.OfType<LogAction.Remove>().Select(removal => removal.File))
        {
            bool isOwn = scope.Removed.Contains(FileKey.Of(file.Path, file.DeletionVectorId));
            if (file.DataChange && (isOwn || (readsRows && scope.Holds(file))))
            {
                return "ConcurrentDeleteRead";
            }

            if (isOwn)
            {
                return "ConcurrentDeleteDelete";
            }
        }

        return null;
    }

    private static bool IsSame(Protocol left, Protocol right) =>
        left.MinReaderVersion == right.MinReaderVersion
        && left.MinWriterVersion == right.MinWriterVersion
        && left.ReaderFeatures.SetEquals(right.ReaderFeatures)
        && left.WriterFeatures.SetEquals(right.WriterFeatures);
}
