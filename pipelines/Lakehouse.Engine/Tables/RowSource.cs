using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>A SELECT whose rows come into a table: which of its columns go where.</summary>
internal static class RowSource
{
    /// <summary>Fits the columns of a SELECT to a table.</summary>
    /// <param name="session">The session that the SELECT is for.</param>
    /// <param name="sql">The SELECT.</param>
    /// <param name="table">The table's columns.</param>
    /// <param name="root">Where the table lives, for messages.</param>
    /// <param name="mayAddColumns">Whether columns that the table lacks are added to it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The table's columns afterwards, and a SELECT with all of them; the missing ones are
    /// computed, have their default, or are NULL.</returns>
    /// <exception cref="EngineException"><c>LH2703</c>: there are columns that the table lacks; <c>LH2704</c>: one of
    /// them has a type that Delta does not have.</exception>
    internal static async Task<(StructType Schema, string Sql)> FitAsync(
        IEngineSession session,
        string sql,
        StructType table,
        string root,
        bool mayAddColumns,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<RowSetColumn> columns = await ColumnsAsync(session, sql, cancellationToken).ConfigureAwait(false);
        StructType schema = Extend(table, columns, mayAddColumns);
        ComputedColumns computed = new(schema, root);
        bool isComputed = computed.HasGenerated;
        IEnumerable<string> fitted = schema.Fields.Select(field =>
            columns.FirstOrDefault(column => IsNamed(column, field)) is { } column
                ? Given($"s.{SqlText.Identifier(column.Name)}", field, isComputed)
                : Assignments.Cast(computed.Missing(field), field)
        );
        string select = $"select {string.Join(", ", fitted)} from (\n{SqlText.Embeddable(sql)}\n) as s";
        return (schema, computed.Complete(select, field => columns.Any(column => IsNamed(column, field))));
    }

    /// <summary>Names and types of a SELECT's columns, the case of names within structs kept.</summary>
    internal static async Task<IReadOnlyList<RowSetColumn>> ColumnsAsync(
        IEngineSession session,
        string sql,
        CancellationToken cancellationToken
    )
    {
        RowSet rows = await session
            .QueryAsync(
                $"select column_name, column_type from (describe\n{SqlText.Embeddable(sql)}\n)",
                int.MaxValue,
                cancellationToken
            )
            .ConfigureAwait(false);
        return [.. rows.Rows.Select(row => new RowSetColumn((string)row[0]!, (string)row[1]!))]; // Never null.
    }

    /// <summary>The table's columns with those that a relation has beyond them.</summary>
    internal static StructType Extend(StructType table, IReadOnlyList<RowSetColumn> columns, bool mayAddColumns)
    {
        RowSetColumn[] unknown =
        [
            .. columns.Where(column => !table.Fields.Any(field => IsNamed(column, field))),
        ];
        if (!mayAddColumns)
        {
            return unknown.Length == 0
                ? table
                : throw new EngineException(
                    "LH2703",
                    $"found the columns {string.Join(", ", unknown.Select(column => column.Name))}, expected columns "
                        + $"of the table: {string.Join(", ", table.Fields.Select(field => field.Name))}.",
                    "Leave them out, or allow the operation to add columns."
                );
        }

        StructType given = new([
            .. columns.Select(column => new StructField(column.Name, EngineTypeText.Parse(column.SqlType, column.Name))),
        ]);
        return AddedColumns.Merge(table, given);
    }

    // Generated columns are computed from values as they are stored.
    private static string Given(string value, StructField field, bool isComputed) =>
        isComputed ? Assignments.Cast(value, field) : $"{value} as {SqlText.Identifier(field.Name)}";

    private static bool IsNamed(RowSetColumn column, StructField field) =>
        string.Equals(column.Name, field.Name, StringComparison.OrdinalIgnoreCase);
}
