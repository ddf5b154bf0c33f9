using Lakehouse.Engine;

namespace Lakehouse.Golden.Tests;

/// <summary>Compares the rows of a bound name with those of Parquet files, as multisets.</summary>
internal static class ExpectedRows
{
    /// <summary>What differs, or null where nothing does.</summary>
    /// <param name="session">The session in which the rows are bound.</param>
    /// <param name="answer">A relation in SQL.</param>
    /// <param name="files">The files with the expected rows: a path or a pattern.</param>
    public static async Task<string?> DifferenceAsync(IEngineSession session, string answer, string files)
    {
        string expected = $"read_parquet('{files.Replace("'", "''", StringComparison.Ordinal)}', hive_partitioning = false)";
        IReadOnlyList<RowSetColumn> columns = await session.DescribeAsync($"select * from {answer}", CancellationToken.None);
        IReadOnlyList<RowSetColumn> others = await session.DescribeAsync($"select * from {expected}", CancellationToken.None);
        string[] names = [.. columns.Select(column => column.Name)];
        if (!names.Order(StringComparer.Ordinal).SequenceEqual(others.Select(column => column.Name).Order(StringComparer.Ordinal)))
        {
            return $"columns {string.Join(", ", names)}, expected {string.Join(", ", others.Select(column => column.Name))}";
        }

        string ours = string.Join(", ", names.Select(Quoted));
        string theirs = string.Join(", ", columns.Select(column => $"cast({Quoted(column.Name)} as {column.SqlType}) as {Quoted(column.Name)}"));
        RowSet rows = await session.QueryAsync(
            $"""
            select * from (
              (select 'only ours' as "lh side", {ours} from (select {ours} from {answer} except all select {theirs} from {expected}))
              union all
              (select 'only expected' as "lh side", {ours} from (select {theirs} from {expected} except all select {ours} from {answer})))
            """,
            6,
            CancellationToken.None
        );
        return rows.Rows.Count == 0
            ? null
            : string.Join(" / ", rows.Rows.Select(row => string.Join('|', row.Select(value => value?.ToString() ?? "NULL"))));
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
