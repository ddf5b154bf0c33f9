using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Commit;

/// <summary>Brings one write into the log: checks what others committed meanwhile, puts the commit, and tries again.</summary>
internal sealed class Committer(ITableStore store, LogReplay replay, DeltaTableOptions options, IIdSource ids)
{
    private const double FirstDelayMilliseconds = 5;
    private const double LongestDelayMilliseconds = 500;

    /// <summary>Commits a write.</summary>
    internal async Task<WriteOutcome> CommitAsync(Snapshot? basis, TableWrite write, CancellationToken cancellationToken)
    {
        if (basis is not null && FindRecorded(basis, write) is { } recorded)
        {
            return recorded;
        }

        WritePlanner planner = new(store.Root, options.Clock, ids);
        WritePlan plan = basis is null ? planner.PlanNew(write) : planner.PlanOn(basis, write);
        Guid id = ids.Next();
        CommitSignature signature = new(id.ToString(), options.EngineInfo);
        TableVersion? read = basis?.Version;

        // The id seeds the jitter: writers that met once do not meet again at the same instant.
        Random jitter = new(id.GetHashCode());
        for (int attempt = 0; attempt <= options.MaxCommitRetries; attempt++)
        {
            await WaitAsync(attempt, jitter, cancellationToken).ConfigureAwait(false);
            if (read is null && await replay.TryLoadNewestAsync(cancellationToken).ConfigureAwait(false) is { } made)
            {
                // Another writer made the table first. An append joins it; anything else was computed from nothing.
                if (FindRecorded(made, write) is { } earlier)
                {
                    return earlier;
                }

                plan = write.Mode == WriteMode.Append ? planner.PlanOn(made, write) : plan;
                if (plan.Metadata is not null)
                {
                    return new WriteOutcome.Conflicted(made.Version, "MetadataChanged");
                }

                read = made.Version;
            }

            if (read is { } since)
            {
                IReadOnlyList<WinningCommit> winners = await ReadWinnersAsync(since, cancellationToken).ConfigureAwait(false);
                if (Judge(write, plan, winners) is { } outcome)
                {
                    return outcome;
                }

                read = winners.Count > 0 ? winners[^1].Version : since;
            }

            TableVersion version = read?.Next ?? TableVersion.Zero;
            byte[] content = ActionWriter.WriteCommit(CommitActions.Of(write, plan, read, options.Clock.GetUtcNow(), signature));
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryPutAsync(version, content, signature).ConfigureAwait(false))
            {
                return new WriteOutcome.Committed(version);
            }
        }

        throw new DeltaException(
            "LH1501",
            string.Create(CultureInfo.InvariantCulture, $"The commit to '{store.Root}' lost {options.MaxCommitRetries + 1} races in a row to other writers; nothing was written to the log."),
            "Run again when fewer writers are at work on this table.");
    }

    private static WriteOutcome.AlreadyWritten? FindRecorded(Snapshot snapshot, TableWrite write) => write.Transactions
        .Where(own => snapshot.Transactions.TryGetValue(own.AppId, out SetTransaction? recorded) && Conflict.IsRecorded(own, recorded))
        .Select(own => new WriteOutcome.AlreadyWritten(own.AppId, snapshot.Version))
        .FirstOrDefault();

    // An earlier attempt of the same write explains any conflict with it, so that it is looked for in all commits first.
    private static WriteOutcome? Judge(TableWrite write, WritePlan plan, IReadOnlyList<WinningCommit> winners)
    {
        foreach (WinningCommit winner in winners)
        {
            if (Conflict.FindEarlierAttempt(write, winner) is { } earlier)
            {
                return earlier;
            }
        }

        foreach (WinningCommit winner in winners)
        {
            if (Conflict.Find(write, plan, winner) is { } conflict)
            {
                return conflict;
            }
        }

        return null;
    }

    // The newest version comes from a listing and not from probing the next name: where a clean-up has removed the
    // commit after the basis, that name is free and a put to it would be a commit that no reader ever sees.
    private async Task<IReadOnlyList<WinningCommit>> ReadWinnersAsync(TableVersion since, CancellationToken cancellationToken)
    {
        TableVersion newest = await replay.TryFindNewestAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new DeltaException(
                "LH1405",
                $"The log of '{store.Root}' is gone; the write was computed from version {since}.",
                "Find out who removed the table, then write it anew.");
        List<WinningCommit> winners = [];
        for (TableVersion version = since.Next; version <= newest; version = version.Next)
        {
            IReadOnlyList<LogAction> actions = await replay.TryReadCommitAsync(version, withInfo: true, cancellationToken).ConfigureAwait(false)
                ?? throw new DeltaException(
                    "LH1405",
                    $"The commit {version} of '{store.Root}' is needed to check a write computed from version {since} against the newest version {newest}, and is gone.",
                    "Load the table again and compute the write anew.");
            winners.Add(new WinningCommit(version, actions));
        }

        return winners;
    }

    // Once the put is sent it is not cancelled, and a failure of it leaves open whether it landed: the log tells.
    private async Task<bool> TryPutAsync(TableVersion version, byte[] content, CommitSignature signature)
    {
        try
        {
            if (await store.TryPutIfAbsentAsync(LogFile.PathOf(LogFile.CommitName(version)), content, CancellationToken.None).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (Exception failure) when (failure is DeltaException or IOException or TimeoutException)
        {
            return await IsOwnAsync(version, signature, failure).ConfigureAwait(false) ?? throw Reported(failure);
        }

        // A store that repeats a request by itself may find its own first one.
        return await IsOwnAsync(version, signature, null).ConfigureAwait(false) ?? false;
    }

    private async Task<bool?> IsOwnAsync(TableVersion version, CommitSignature signature, Exception? failure)
    {
        try
        {
            IReadOnlyList<LogAction>? actions =
                await replay.TryReadCommitAsync(version, withInfo: true, CancellationToken.None).ConfigureAwait(false);
            return actions?.OfType<LogAction.Commit>().Any(commit =>
                string.Equals(commit.Info.TransactionId, signature.TransactionId, StringComparison.Ordinal));
        }
        catch (Exception second) when (second is DeltaException or IOException or TimeoutException)
        {
            throw new DeltaException(
                "LH1502",
                $"It is not known whether commit {version} of '{store.Root}' landed: {(failure ?? second).Message}",
                $"Look for the txnId {signature.TransactionId} in the table's history before the rows are written again.",
                failure ?? second);
        }
    }

    private DeltaException Reported(Exception failure) => failure as DeltaException ?? new DeltaException(
        "LH1003", $"The commit to '{store.Root}' was refused by the store: {failure.Message}", "Look at the store, then run again.", failure);

    private Task WaitAsync(int attempt, Random jitter, CancellationToken cancellationToken)
    {
        if (attempt == 0)
        {
            return Task.CompletedTask;
        }

        double longest = Math.Min(LongestDelayMilliseconds, FirstDelayMilliseconds * Math.Pow(2, Math.Min(attempt, 10)));
        return Task.Delay(TimeSpan.FromMilliseconds(jitter.NextDouble() * longest), options.Clock, cancellationToken);
    }
}
