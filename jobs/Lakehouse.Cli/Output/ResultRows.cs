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
        rows.Rows);
}
