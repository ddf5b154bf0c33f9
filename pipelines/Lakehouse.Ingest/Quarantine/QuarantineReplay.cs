using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Files;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>Lands quarantined rows again, each exactly once: put right by a rule, by hand, or as they are under a changed contract.</summary>
/// <remarks>
/// Three commits: the texts are claimed in <c>ops.quarantine_replay</c>, they land as a delivery whose identity is the
/// replay, and the rows are marked. Whoever replays next after a stop ends what was claimed before; the identity keeps
/// it from landing twice. Not for two at once on one warehouse.
/// </remarks>
/// <param name="options">The surroundings.</param>
/// <param name="contracts">The source contracts.</param>
public sealed class QuarantineReplay(LandingOptions options, IReadOnlyList<SourceContract> contracts)
{
    private static readonly TableName Pending = new("main", "lh_replays");

    /// <summary>Replays rows, those of a replay that was stopped before them.</summary>
    /// <param name="request">Which rows, and how they are put right.</param>
    /// <param name="cancellationToken">Stops between commits.</param>
    /// <returns>What became of the rows, by source, entity and header; empty where no row was meant.</returns>
    /// <exception cref="IngestException">
    /// <c>LH3201</c>: the rule is not SQL. <c>LH3202</c>: no contract names the rows' entity. <c>LH3203</c>: an id to be
    /// fixed is no open row. <c>LH3204</c>: the rows' header is not known.
    /// </exception>
    public async Task<IReadOnlyList<ReplayResult>> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        var results = new List<ReplayResult>();
        IEngineSession session = await options.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            if (!await BindAsync(session, cancellationToken).ConfigureAwait(false))
            {
                return results;
            }

            var select = new ReplaySelect(session);
            foreach (ReplayClaim claim in await select.UnfinishedAsync(cancellationToken).ConfigureAwait(false))
            {
                results.Add(await FinishAsync(session, claim, cancellationToken).ConfigureAwait(false));
            }

            await BindAsync(session, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<ReplayRow> open = await select.OpenAsync(request, cancellationToken).ConfigureAwait(false);
            ReplayRow[] rows = await LandedAsync([.. open.Where(row => row.CanReplay)], cancellationToken).ConfigureAwait(false);
            foreach (IGrouping<(string Source, string Entity, string? Header), ReplayRow> group in rows.GroupBy(row => (row.Source, row.Entity, row.Header)))
            {
                ReplayClaim claim = Claim([.. group]);
                _ = Contract(claim);
                await ClaimAsync(session, claim, request, cancellationToken).ConfigureAwait(false);
                results.Add(await FinishAsync(session, claim, cancellationToken).ConfigureAwait(false));
            }
        }

        return results;
    }

    /// <summary>Gives rows up: they keep their text and count as dealt with.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="idPrefix">The beginning of the rows' ids; null for all.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>How many rows were open and are discarded.</returns>
    public async Task<long> DiscardAsync(QuarantineFilter filter, string? idPrefix, CancellationToken cancellationToken)
    {
        IEngineSession session = await options.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            if (!await BindAsync(session, cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            string condition = ReplaySelect.Where(filter, idPrefix);
            return await MarkAsync(session, condition, QuarantineTable.Discarded, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> BindAsync(IEngineSession session, CancellationToken cancellationToken)
    {
        Snapshot? quarantine = await options.Tables(QuarantineTable.Name).TryLoadAsync(cancellationToken).ConfigureAwait(false);
        if (quarantine is null)
        {
            return false;
        }

        await session.BindAsync(QuarantineTable.Name, quarantine, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(ReplaySelect.CreateQuarantine(quarantine.Schema), cancellationToken).ConfigureAwait(false);
        Snapshot? replays = await options.Tables(ReplayTable.Name).TryLoadAsync(cancellationToken).ConfigureAwait(false);
        await (replays is null
            ? session.BindEmptyAsync(ReplayTable.Name, ReplayTable.Schema, cancellationToken)
            : session.BindAsync(ReplayTable.Name, replays, cancellationToken)).ConfigureAwait(false);
        return true;
    }

    // Rows of a file that was stopped before its other rows landed are found anew when it is landed.
    private async Task<ReplayRow[]> LandedAsync(IReadOnlyList<ReplayRow> rows, CancellationToken cancellationToken)
    {
        var landed = new List<ReplayRow>();
        foreach (IGrouping<(string Source, string Entity), ReplayRow> group in rows.GroupBy(row => (row.Source, row.Entity)))
        {
            var table = new TableName("bronze", $"{group.Key.Source}_{group.Key.Entity}");
            Snapshot? bronze = await options.Tables(table).TryLoadAsync(cancellationToken).ConfigureAwait(false);
            landed.AddRange(group.Where(row => bronze?.Transactions.ContainsKey(BatchIds.IngestTransaction(row.ContentSha256)) == true));
        }

        return [.. landed];
    }

    private static ReplayClaim Claim(IReadOnlyList<ReplayRow> rows)
    {
        byte[] ids = Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => row.QuarantineId)));
        string id = Convert.ToHexStringLower(SHA256.HashData(ids));
        return new ReplayClaim(id, rows[0].Source, rows[0].Entity, rows[0].Header, rows);
    }

    private async Task ClaimAsync(IEngineSession session, ReplayClaim claim, ReplayRequest request, CancellationToken cancellationToken)
    {
        DateTimeOffset now = LandingRun.Now(options.Clock);
        string rule = request.Rule ?? (request.Fixes is null ? "as it came" : "by hand");
        IReadOnlyList<object?>[] rows = [.. claim.Rows.Select(row => (IReadOnlyList<object?>)
            [row.QuarantineId, claim.Id, row.Source, row.Entity, row.Header, row.Raw, row.Fixed, rule, now])];
        await session.LoadRowsAsync(Pending, ReplayTable.Schema, rows, cancellationToken).ConfigureAwait(false);
        var write = new RowsRequest
        {
            Sql = $"select * from {Pending}",
            Options = new OperationOptions { Transactions = [new SetTransaction($"replay:{claim.Id}", now.ToUnixTimeMilliseconds())] },
        };
        OperationResult done = await Operations(ReplayTable.Name, session).AppendAsync(write, cancellationToken).ConfigureAwait(false);
        LandingCommit.Require(done.Outcome!, ReplayTable.Name); // why: rows were appended.
    }

    private async Task<ReplayResult> FinishAsync(IEngineSession session, ReplayClaim claim, CancellationToken cancellationToken)
    {
        IngestionBatch? batch = await LandAsync(claim, cancellationToken).ConfigureAwait(false);
        string condition = $"list_contains({SqlText.List(claim.Rows.Select(row => row.QuarantineId))}, quarantine_id)";
        if (batch?.Status == BatchStatus.Rejected)
        {
            // The rows are free for another rule.
            OperationResult freed = await Operations(ReplayTable.Name, session)
                .DeleteAsync($"replay_id = {SqlText.Literal(claim.Id)}", options: null, cancellationToken)
                .ConfigureAwait(false);
            Require(freed, ReplayTable.Name);
            return new ReplayResult(claim.Source, claim.Entity, claim.Id, claim.Rows.Count, 0, 0, batch.Reason);
        }

        await MarkAsync(session, condition, QuarantineTable.Replayed, cancellationToken).ConfigureAwait(false);
        return new ReplayResult(claim.Source, claim.Entity, claim.Id, claim.Rows.Count, batch?.LoadedRows ?? 0, batch?.QuarantinedRows ?? 0, Refusal: null);
    }

    private async Task<IngestionBatch?> LandAsync(ReplayClaim claim, CancellationToken cancellationToken)
    {
        (SourceContract source, EntityContract entity) = Contract(claim);
        string folder = Path.Combine(options.WarehouseFolder, ".cache", "replay");
        string name = string.Create(CultureInfo.InvariantCulture, $"replay-{claim.Id[..16]}.txt");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        try
        {
            ReplayFile.Write(path, entity, claim.Header, claim.Rows.Select(row => row.Fixed));
            SourceLanding landed = await new Landing(options)
                .LandAsync(
                    source with { Entities = [ReplayFile.Contract(entity, name)] },
                    new LandingFolder(folder) { Identity = claim.Id },
                    progress: null,
                    cancellationToken)
                .ConfigureAwait(false);
            return landed.Entities[0].Batches.SingleOrDefault();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<long> MarkAsync(IEngineSession session, string condition, string status, CancellationToken cancellationToken)
    {
        var assignments = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = SqlText.Literal(status) };
        OperationResult marked = await Operations(QuarantineTable.Name, session)
            .UpdateAsync(assignments, $"status = {SqlText.Literal(QuarantineTable.Open)} and ({condition})", options: null, cancellationToken)
            .ConfigureAwait(false);
        Require(marked, QuarantineTable.Name);
        return marked.UpdatedRows;
    }

    private TableOperations Operations(TableName name, IEngineSession session) => new(options.Tables(name), session);

    private static void Require(OperationResult done, TableName table)
    {
        if (done.Outcome is { } outcome)
        {
            LandingCommit.Require(outcome, table);
        }
    }

    private (SourceContract Source, EntityContract Entity) Contract(ReplayClaim claim)
    {
        SourceContract? source = contracts.FirstOrDefault(contract => contract.Name == claim.Source);
        EntityContract? entity = source?.Entities.FirstOrDefault(known => known.Name == claim.Entity);
        return entity is not null
            ? (source!, entity) // why: the entity is the source's.
            : throw new IngestException(
                "LH3202",
                $"found rows of {claim.Source}.{claim.Entity} in quarantine and no contract that names it, expected the one they came by.",
                "Put the contract back into sql/bronze, or leave these rows out with --source and --entity.");
    }
}
