namespace Lakehouse.Ingest.Sql;

/// <summary>Writes the SQL of a row's hash: see <see cref="Columns.LandingColumns.RowHash"/>.</summary>
internal static class RowHash
{
    /// <summary>The hash of values.</summary>
    /// <param name="values">The contracted values, each of its contracted type, in the contract's order.</param>
    /// <returns>An expression of type BIGINT, never negative.</returns>
    public static string Of(IEnumerable<string> values) => $"cast(hash({string.Join(", ", values)}) >> 1 as bigint)";
}
