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

        bool hasReadAll = write.HasReadWholeTable || write.Mode == WriteMode.Overwrite;
        if (hasReadAll && winner.Any(action => action is LogAction.Add { DataChange: true }))
        {
            return "ConcurrentAppend";
        }

        if (hasReadAll && winner.Any(action => action is LogAction.Remove { File.DataChange: true }))
        {
            return "ConcurrentDeleteRead";
        }

        return RemovalReason(plan, winner);
    }

    private static string? RemovalReason(WritePlan plan, IReadOnlyList<LogAction> winner)
    {
        if (plan.Removed.Count == 0)
        {
            return null;
        }

        HashSet<string> own = [.. plan.Removed.Select(file => FileKey.Of(file.Path, file.DeletionVectorId))];
        RemovedFile? first = winner
            .OfType<LogAction.Remove>()
            .Select(removal => removal.File)
            .FirstOrDefault(file => own.Contains(FileKey.Of(file.Path, file.DeletionVectorId)));

        // A file whose rows changed was also read by this write; a file that was only compacted reads the same
        // elsewhere.
        return first switch
        {
            null => null,
            { DataChange: true } => "ConcurrentDeleteRead",
            _ => "ConcurrentDeleteDelete",
        };
    }

    private static bool IsSame(Protocol left, Protocol right) =>
        left.MinReaderVersion == right.MinReaderVersion
        && left.MinWriterVersion == right.MinWriterVersion
        && left.ReaderFeatures.SetEquals(right.ReaderFeatures)
        && left.WriterFeatures.SetEquals(right.WriterFeatures);
}
