using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Ingest.Sql;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>Reads the quarantine.</summary>
/// <param name="engine">Runs the queries.</param>
/// <param name="table">The table <c>bronze._quarantine</c>; it need not exist.</param>
public sealed class QuarantineView(IEngine engine, DeltaTable table)
{
    private const string Columns = "quarantine_id, source, entity, file, line, reason, detail, raw, batch_id, quarantined_at, status";

    /// <summary>Counts rows by source, entity and reason.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The counts, ordered by source, entity and reason; empty where nothing was ever quarantined.</returns>
    public async Task<IReadOnlyList<QuarantineCount>> CountAsync(QuarantineFilter filter, CancellationToken cancellationToken)
    {
        string sql = $"select source, entity, reason, count(*), count(distinct batch_id) from {QuarantineTable.Name} where {Where(filter)} group by source, entity, reason order by source, entity, reason";
        IReadOnlyList<IReadOnlyList<object?>> rows = await QueryAsync(sql, int.MaxValue, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new QuarantineCount(Text(row[0]), Text(row[1]), Text(row[2]), Number(row[3]), Number(row[4])))];
    }

    /// <summary>Lists rows.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="maxRows">Rows at the most; at least 1.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows, newest first, then by source, entity, file and line.</returns>
    public async Task<IReadOnlyList<QuarantinedRow>> ListAsync(QuarantineFilter filter, int maxRows, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        string sql = string.Create(
            CultureInfo.InvariantCulture,
            $"select {Columns} from {QuarantineTable.Name} where {Where(filter)} order by quarantined_at desc, source, entity, file, line limit {maxRows}");
        IReadOnlyList<IReadOnlyList<object?>> rows = await QueryAsync(sql, maxRows, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(Row)];
    }

    /// <summary>The condition of open rows.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="idPrefix">The beginning of their ids; null for all.</param>
    /// <returns>SQL over the table's columns.</returns>
    public static string OpenRows(QuarantineFilter filter, string? idPrefix) =>
        $"status = {SqlText.Literal(QuarantineTable.Open)} and {ReplaySelect.Where(filter, idPrefix)}";

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken)
    {
        Snapshot? snapshot = await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return [];
        }

        IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.BindAsync(QuarantineTable.Name, snapshot, cancellationToken).ConfigureAwait(false);
            return (await session.QueryAsync(sql, maxRows, cancellationToken).ConfigureAwait(false)).Rows;
        }
    }

    private static string Where(QuarantineFilter filter)
    {
        (string Column, string? Wanted)[] parts = [("source", filter.Source), ("entity", filter.Entity), ("reason", filter.Reason)];
        return string.Join(" and ", parts.Where(part => part.Wanted is not null).Select(part => $"{part.Column} = {SqlText.Literal(part.Wanted!)}").Prepend("true")); // why: the filter before it.
    }

    private static QuarantinedRow Row(IReadOnlyList<object?> row) => new(
        Text(row[0]),
        Text(row[1]),
        Text(row[2]),
        Text(row[3]),
        Number(row[4]),
        Text(row[5]),
        Text(row[6]),
        (string?)row[7],
        Text(row[8]),
        new DateTimeOffset(DateTime.SpecifyKind((DateTime)row[9]!, DateTimeKind.Utc)), // why: landing writes it for every row.
        Text(row[10]));

    private static string Text(object? value) => (string)value!; // why: landing writes these columns for every row.

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
