using Lakehouse.Engine;

namespace Lakehouse.Cli.Warehouse;

/// <summary>The SELECTs over <c>bronze._quarantine</c>.</summary>
internal static class QuarantineRows
{
    /// <summary>The table.</summary>
    internal static readonly TableName Table = new("bronze", "_quarantine");

    /// <summary>A condition on source and reason.</summary>
    /// <param name="source">The source, or null for all.</param>
    /// <param name="reason">The reason, or null for all.</param>
    /// <param name="all">Whether rows that were dealt with are meant too.</param>
    /// <returns>SQL.</returns>
    internal static string Where(string? source, string? reason, bool all)
    {
        string bySource = source is null ? string.Empty : $" and source = {Text(source)}";
        string byReason = reason is null ? string.Empty : $" and reason = upper({Text(reason)})";
        return $"{(all ? "true" : "status = 'OPEN'")}{bySource}{byReason}";
    }

    /// <summary>Rows by source, entity and reason.</summary>
    /// <param name="where">The condition.</param>
    /// <returns>One SELECT.</returns>
    internal static string Reasons(string where) =>
        $"select source, entity, reason, count(*) as row_count, cast(min(quarantined_at) as date) as oldest from bronze._quarantine where {where} group by source, entity, reason order by source, entity, reason";

    /// <summary>The rows, newest first.</summary>
    /// <param name="where">The condition.</param>
    /// <returns>One SELECT.</returns>
    internal static string List(string where) =>
        "select quarantine_id, source, entity, reason, line, file, detail, raw, quarantined_at, status from bronze._quarantine "
        + $"where {where} order by quarantined_at desc, source, entity, file, line, quarantine_id";

    /// <summary>The rows whose id begins with a text, with every column.</summary>
    /// <param name="id">The text.</param>
    /// <returns>One SELECT.</returns>
    internal static string One(string id) => $"select * from bronze._quarantine where starts_with(quarantine_id, {Text(id)}) order by quarantine_id";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
