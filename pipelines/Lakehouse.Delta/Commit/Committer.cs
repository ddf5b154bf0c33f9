using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Commit;

/// <summary>
/// Brings one write into the log: checks what others committed meanwhile, puts the commit, and tries again.
/// </summary>
internal sealed class Committer(ITableStore store, LogReplay replay, DeltaTableOptions options, IIdSource ids)
{
    private const double FirstDelayMilliseconds = 5;
    private const double LongestDelayMilliseconds = 500;

    /// <summary>Commits a write.</summary>
    /// <exception cref="DeltaException"><c>LH1501</c>: too many races were lost; or the write cannot be planned, or the
    /// store failed.</exception>
    internal async Task<WriteOutcome> CommitAsync(
        Snapshot? basis,
        TableWrite write,
        CancellationToken cancellationToken
    )
    {
        if (basis is not null && FindRecorded(basis, write) is { } recorded)
        {
            return recorded;
        }

        WritePlanner planner = new(store.Root, options.Clock, ids);
        Draft draft = new(write, planner)
        {
            Plan = basis is null ? planner.PlanNew(write) : planner.PlanOn(basis, write),
            Read = basis?.Version,
        };
        Guid id = ids.Next();
        CommitSignature signature = new(id.ToString(), options.EngineInfo);

        // The id seeds the jitter: writers that met once do not meet again at the same instant.
        Random jitter = new(id.GetHashCode());
        for (int attempt = 0; attempt <= options.MaxCommitRetries; attempt++)
        {
            await WaitAsync(attempt, jitter, cancellationToken).ConfigureAwait(false);
            if (await RebaseAsync(draft, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }

            TableVersion version = draft.Read?.Next ?? TableVersion.Zero;
            byte[] content = ActionWriter.WriteCommit(
                CommitActions.Of(write, draft.Plan, draft.Read, options.Clock.GetUtcNow(), signature)
            );
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryPutAsync(version, content, signature).ConfigureAwait(false))
            {
                return new WriteOutcome.Committed(version);
            }
        }

        throw new DeltaException(
            "LH1501",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The commit to '{store.Root}' lost {options.MaxCommitRetries + 1} races in a row to other writers; "
            ) + "nothing was written to the log.",
            "Run again when fewer writers are at work on this table."
        );
    }

    // Moves the draft on top of what others committed; an outcome where that cannot be.
    private async Task<WriteOutcome?> RebaseAsync(Draft draft, CancellationToken cancellationToken)
    {
        if (draft.Read is null && await JoinAsync(draft, cancellationToken).ConfigureAwait(false) is { } refused)
        {
            return refused;
        }

        if (draft.Read is not { } since)
        {
            return null;
        }

        IReadOnlyList<WinningCommit> winners = await ReadWinnersAsync(since, cancellationToken).ConfigureAwait(false);
        draft.Read = winners.Count > 0 ? winners[^1].Version : since;
        return Judge(draft.Write, draft.Plan, winners);
    }

    // Where another writer made the table first, an append joins it; anything else was computed from nothing.
    private async Task<WriteOutcome?> JoinAsync(Draft draft, CancellationToken cancellationToken)
    {
        if (await replay.TryLoadNewestAsync(cancellationToken).ConfigureAwait(false) is not { } made)
        {
            return null;
        }

        if (FindRecorded(made, draft.Write) is { } earlier)
        {
            return earlier;
        }

        if (draft.Write.Mode == WriteMode.Append && !draft.Write.HasReadWholeTable)
        {
            draft.Plan = draft.Planner.PlanOn(made, draft.Write);
        }

        if (draft.Plan.Metadata is not null)
        {
            return new WriteOutcome.Conflicted(made.Version, "MetadataChanged");
        }

        draft.Read = made.Version;
        return null;
    }

    private static WriteOutcome.AlreadyWritten? FindRecorded(Snapshot snapshot, TableWrite write) =>
        write
            .Transactions.Where(own =>
                snapshot.Transactions.TryGetValue(own.AppId, out SetTransaction? recorded)
                && Conflict.IsRecorded(own, recorded)
            )
            .Select(own => new WriteOutcome.AlreadyWritten(own.AppId, snapshot.Version))
            .FirstOrDefault();

    // An earlier attempt of the same write explains any conflict with it, so that it is looked for in all commits
    // first.
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
    private async Task<IReadOnlyList<WinningCommit>> ReadWinnersAsync(
        TableVersion since,
        CancellationToken cancellationToken
    )
    {
        TableVersion newest =
            await replay.TryFindNewestAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new DeltaException(
                "LH1405",
                $"The log of '{store.Root}' is gone; the write was computed from version {since}.",
                "Find out who removed the table, then write it anew."
            );
        List<WinningCommit> winners = [];
        for (TableVersion version = since.Next; version <= newest; version = version.Next)
        {
            IReadOnlyList<LogAction> actions =
                await replay.TryReadCommitAsync(version, withInfo: true, cancellationToken).ConfigureAwait(false)
                ?? throw new DeltaException(
                    "LH1405",
                    $"The commit {version} of '{store.Root}' is needed to check a write computed from version "
                        + $"{since} against the newest version {newest}, and is gone.",
                    "Load the table again and compute the write anew."
                );
            winners.Add(new WinningCommit(version, actions));
        }

        return winners;
    }

    // Once the put is sent it is not cancelled, and a failure of it leaves open whether it landed: the log tells.
    private async Task<bool> TryPutAsync(TableVersion version, byte[] content, CommitSignature signature)
    {
        try
        {
            if (
                await store
                    .TryPutIfAbsentAsync(LogFile.PathOf(LogFile.CommitName(version)), content, CancellationToken.None)
                    .ConfigureAwait(false)
            )
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
            IReadOnlyList<LogAction>? actions = await replay
                .TryReadCommitAsync(version, withInfo: true, CancellationToken.None)
                .ConfigureAwait(false);
            return actions
                ?.OfType<LogAction.Commit>()
                .Any(commit =>
                    string.Equals(commit.Info.TransactionId, signature.TransactionId, StringComparison.Ordinal)
                );
        }
        catch (Exception second) when (second is DeltaException or IOException or TimeoutException)
        {
            throw new DeltaException(
                "LH1502",
                $"It is not known whether commit {version} of '{store.Root}' landed: {(failure ?? second).Message}",
                $"Look for the txnId {signature.TransactionId} in the table's history before the rows are "
                    + "written again.",
                failure ?? second
            );
        }
    }

    private DeltaException Reported(Exception failure) =>
        failure as DeltaException
        ?? new DeltaException(
            "LH1003",
            $"The commit to '{store.Root}' was refused by the store: {failure.Message}",
            "Look at the store, then run again.",
            failure
        );

    // why: the delay is no secret; it only has to differ between writers.
#pragma warning disable CA5394
    private Task WaitAsync(int attempt, Random jitter, CancellationToken cancellationToken)
    {
        if (attempt == 0)
        {
            return Task.CompletedTask;
        }

        double longest = Math.Min(
            LongestDelayMilliseconds,
            FirstDelayMilliseconds * Math.Pow(2, Math.Min(attempt, 10))
        );
        return Task.Delay(TimeSpan.FromMilliseconds(jitter.NextDouble() * longest), options.Clock, cancellationToken);
    }
#pragma warning restore CA5394

    private sealed class Draft(TableWrite write, WritePlanner planner)
    {
        internal TableWrite Write => write;

        internal WritePlanner Planner => planner;

        internal required WritePlan Plan { get; set; }

        // The newest version whose commits were checked; null while there is no table.
        internal required TableVersion? Read { get; set; }
    }
}
