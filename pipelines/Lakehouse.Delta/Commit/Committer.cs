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

        await RequireExclusivePutAsync(cancellationToken).ConfigureAwait(false);
        WritePlanner planner = new(store.Root, options.Clock, ids);
        Draft draft = new(write, planner)
        {
            Plan = basis is null ? planner.PlanNew(write) : planner.PlanOn(basis, write),
            Read = basis?.Version,
        };
        await UploadAsync(write, cancellationToken).ConfigureAwait(false);
        Guid id = ids.Next();
        CommitSignature signature = new(id.ToString(), options.EngineInfo);
        OwnTimes ownTimes = new(store, replay);
        CommitPut put = new(store, replay, signature);
        CommitPauses pauses = new(options.Clock, id.GetHashCode());
        for (int attempt = 0; attempt <= options.MaxCommitRetries; attempt++)
        {
            await pauses.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            if (await RebaseAsync(draft, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }

            TableVersion version = draft.Read?.Next ?? TableVersion.Zero;
            DateTimeOffset now = options.Clock.GetUtcNow();
            WritePlan plan = await ownTimes
                .StampAsync(draft.Plan, draft.Read, now.ToUnixTimeMilliseconds(), cancellationToken)
                .ConfigureAwait(false);
            byte[] content = ActionWriter.WriteCommit(CommitActions.Of(write, plan, draft.Read, now, signature));
            cancellationToken.ThrowIfCancellationRequested();
            switch (
                await put.PutAsync(version, content, again => pauses.WaitAsync(again, CancellationToken.None))
                    .ConfigureAwait(false)
            )
            {
                case CommitFate.Own:
                    return new WriteOutcome.Committed(version);
                case CommitFate.Unknown unknown:
                    return new WriteOutcome.Unknown(version, signature.TransactionId, store.Root, unknown.Cause);
                default:
                    break;
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

        if (draft.Write is { Mode: WriteMode.Append, HasReadWholeTable: false, Origin: null })
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

    private async Task RequireExclusivePutAsync(CancellationToken cancellationToken)
    {
        if (!await store.HasAtomicPutIfAbsentAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new DeltaException(
                "LH1503",
                $"The store of '{store.Root}' lets two writers make one file, so that a commit could be lost.",
                "Use a store with conditional writes; this one can only be read."
            );
        }
    }

    // The log may name only what every reader can reach.
    private async Task UploadAsync(TableWrite write, CancellationToken cancellationToken)
    {
        if (string.Equals(store.LocalRoot, store.Root, StringComparison.Ordinal))
        {
            return;
        }

        foreach (string path in write.Files.Concat(write.ChangeFiles).Select(file => file.Path))
        {
            await store.UploadAsync($"{store.LocalRoot}/{path}", path, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Draft(TableWrite write, WritePlanner planner)
    {
        internal TableWrite Write => write;

        internal WritePlanner Planner => planner;

        internal required WritePlan Plan { get; set; }

        // The newest version whose commits were checked; null while there is no table.
        internal required TableVersion? Read { get; set; }
    }
}
