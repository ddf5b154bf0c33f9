using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Ingest.Sql;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>Finds the rows to replay.</summary>
/// <param name="session">A session in which both tables are bound.</param>
internal sealed class ReplaySelect(IEngineSession session)
{
    private const string Columns = "quarantine_id, source, entity, header, coalesce(raw, ''), fixed, reason, content_sha256";

    /// <summary>Makes the quarantine readable also where an earlier release wrote it.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <returns>One statement.</returns>
    public static string CreateQuarantine(StructType schema) =>
        $"create or replace temp view lh_quarantine as select {QuarantineTable.ColumnsOf(schema)} from {QuarantineTable.Name}";

    /// <summary>A condition on the quarantine's columns.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="idPrefix">The beginning of their ids; null for all.</param>
    /// <returns>SQL.</returns>
    public static string Where(QuarantineFilter filter, string? idPrefix)
    {
        (string Column, string? Wanted)[] parts = [("source", filter.Source), ("entity", filter.Entity), ("reason", filter.Reason)];
        IEnumerable<string> equal = parts.Where(part => part.Wanted is not null).Select(part => $"{part.Column} = {SqlText.Literal(part.Wanted!)}"); // why: the filter before it.
        IEnumerable<string> begins = idPrefix is null ? [] : [$"starts_with(quarantine_id, {SqlText.Literal(idPrefix)})"];
        return string.Join(" and ", (string[])["true", .. equal, .. begins]);
    }

    /// <summary>The replays that were claimed and not ended.</summary>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The claims, ordered by id.</returns>
    public async Task<IReadOnlyList<ReplayClaim>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        string sql = $"""
            select r.replay_id, r.quarantine_id, r.source, r.entity, r.header, r.raw, r.fixed, q.reason, q.content_sha256
            from {ReplayTable.Name} as r join lh_quarantine as q using (quarantine_id)
            where q.status = {SqlText.Literal(QuarantineTable.Open)}
            order by r.replay_id, r.quarantine_id
            """;
        RowSet rows = await session.QueryAsync(sql, int.MaxValue, cancellationToken).ConfigureAwait(false);
        return [.. rows.Rows.GroupBy(row => Text(row[0])).Select(group =>
        {
            ReplayRow[] claimed = [.. group.Select(row => Row([.. row.Skip(1)]))];
            return new ReplayClaim(group.Key, claimed[0].Source, claimed[0].Entity, claimed[0].Header, claimed);
        })];
    }

    /// <summary>The open rows that a request means, each with its text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows, ordered by source, entity, file and line.</returns>
    /// <exception cref="IngestException"><c>LH3201</c>: the rule is not SQL. <c>LH3203</c>: an id is no open row.</exception>
    public async Task<IReadOnlyList<ReplayRow>> OpenAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        // A key that was there before is no fault of the text: such rows are landed only on purpose.
        string purpose = request is { Rule: null, Fixes: null, IdPrefix: null, Filter.Reason: null }
            ? $" and reason <> {SqlText.Literal(QuarantineReason.DuplicateKey)}"
            : string.Empty;
        string sql = $"""
            select {Columns}
            from (select *, cast(({request.Rule ?? "raw"}
            ) as varchar) as fixed from lh_quarantine
                where status = {SqlText.Literal(QuarantineTable.Open)} and {Where(request.Filter, request.IdPrefix)}{purpose}) as lh_open
            where fixed is not null
            order by source, entity, file, line, quarantine_id
            """;
        IReadOnlyList<ReplayRow> rows;
        try
        {
            rows = [.. (await session.QueryAsync(sql, int.MaxValue, cancellationToken).ConfigureAwait(false)).Rows.Select(Row)];
        }
        catch (EngineException cause) when (request.Rule is not null)
        {
            throw new IngestException(
                "LH3201",
                $"found the rule {request.Rule} not to give a text for the quarantined rows: {cause.Found}",
                "Write one SQL expression over raw, reason, detail, line and file, for example: replace(raw, ';', ',')",
                cause);
        }

        return request.Fixes is null ? rows : Fixed(rows, request.Fixes);
    }

    private static ReplayRow[] Fixed(IReadOnlyList<ReplayRow> rows, IReadOnlyDictionary<string, string> fixes)
    {
        Dictionary<string, ReplayRow> byId = rows.ToDictionary(row => row.QuarantineId, StringComparer.Ordinal);
        if (fixes.Keys.FirstOrDefault(id => !byId.ContainsKey(id)) is { } unknown)
        {
            throw new IngestException(
                "LH3203",
                $"found the id {unknown} among the fixes, expected that of an open row in quarantine.",
                "See 'lakehouse quarantine list'; a row that was replayed is not replayed again.");
        }

        return [.. rows.Where(row => fixes.ContainsKey(row.QuarantineId)).Select(row => row with { Fixed = fixes[row.QuarantineId] })];
    }

    private static ReplayRow Row(IReadOnlyList<object?> row) => new(
        Text(row[0]), Text(row[1]), Text(row[2]), (string?)row[3], Text(row[4]), Text(row[5]), Text(row[6]), Text(row[7]));

    private static string Text(object? value) => (string)value!; // why: the query or the landing fills these for every row.
}
