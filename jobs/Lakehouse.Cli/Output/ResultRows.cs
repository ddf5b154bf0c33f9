using System.Globalization;
using Lakehouse.Engine;

namespace Lakehouse.Cli.Output;

/// <summary>Rows that a verb answers with, before anybody chose text or JSON.</summary>
/// <param name="Columns">The columns in order.</param>
/// <param name="Values">The values, a list a row.</param>
internal sealed record ResultRows(IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Values)
{
    /// <summary>The tone of a cell by row, column and text; null for plain.</summary>
    internal Func<int, int, string, Tone>? Tone { get; init; }

    /// <summary>The rows of a query.</summary>
    /// <param name="rows">What the engine returned.</param>
    /// <returns>The same rows.</returns>
    internal static ResultRows Of(RowSet rows) => new(
        [.. rows.Columns.Select(column => new TableColumn(column.Name, TableColumn.IsNumeric(column.SqlType)))],
        WithScale(rows));

    // The engine leaves out zeros at the end; the column's type says how many decimals its values have.
    private static IReadOnlyList<IReadOnlyList<object?>> WithScale(RowSet rows)
    {
        decimal?[] zeros = [.. rows.Columns.Select(column => ZeroOf(column.SqlType))];
        return zeros.All(zero => zero is null)
            ? rows.Rows
            : [.. rows.Rows.Select(row => (IReadOnlyList<object?>)
                [.. row.Select((value, index) => value is decimal number && zeros[index] is { } zero ? number + zero : value)])];
    }

    private static decimal? ZeroOf(string sqlType)
    {
        const int MostDecimals = 28;
        int comma = sqlType.IndexOf(',', StringComparison.Ordinal);
        return sqlType.StartsWith("decimal(", StringComparison.OrdinalIgnoreCase)
            && comma > 0
            && byte.TryParse(sqlType.AsSpan(comma + 1).TrimEnd(')').Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out byte scale)
            && scale <= MostDecimals
                ? new decimal(0, 0, 0, isNegative: false, scale)
                : null;
    }
}
