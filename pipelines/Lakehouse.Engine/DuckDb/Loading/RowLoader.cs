using DuckDB.NET.Data;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Loading;

/// <summary>Makes a table of a session from rows in memory.</summary>
/// <remarks>
/// The appender writes primitive columns only. Lists, maps and structs are appended as JSON texts beside the others and
/// cast to their types by DuckDB.
/// </remarks>
internal static class RowLoader
{
    private static readonly TableName Raw = new("main", "lh rows to load");

    /// <summary>Makes the table and appends the rows.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="names">The session's names.</param>
    /// <param name="name">The table.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="rows">Its rows, a value for each column.</param>
    public static void Load(
        DuckDBConnection connection,
        BoundNames names,
        TableName name,
        StructType schema,
        IReadOnlyList<IReadOnlyList<object?>> rows
    )
    {
        names.BindTable(connection, name, Columns(schema));
        if (!schema.Fields.Any(IsNested))
        {
            Append(connection, name, schema, rows);
            return;
        }

        StructType raw = new([
            .. schema.Fields.Select(field =>
                IsNested(field) ? field with { Type = new PrimitiveType(PrimitiveKind.String) } : field
            ),
        ]);
        connection.Run($"create or replace table {SqlText.Identifier(Raw)} ({Columns(raw)})");
        Append(connection, Raw, raw, [.. rows.Select(row => WithJson(row, schema))]);
        string select = string.Join(
            ", ",
            schema.Fields.Select(field =>
                IsNested(field) ? $"cast({SqlText.Identifier(field.Name)} as JSON)" : SqlText.Identifier(field.Name)
            )
        );
        connection.Run(
            $"""
            insert into {SqlText.Identifier(name)} select {select} from {SqlText.Identifier(Raw)};
            drop table {SqlText.Identifier(Raw)}
            """
        );
    }

    private static bool IsNested(StructField field) => field.Type is ArrayType or MapType or StructType;

    private static string Columns(StructType schema) => SqlText.List(schema.Fields.Select(Column));

    private static string Column(StructField field) =>
        $"{SqlText.Identifier(field.Name)} {DuckDbType.InSql(field.Type)}{(field.IsNullable ? "" : " not null")}";

    private static void Append(
        DuckDBConnection connection,
        TableName name,
        StructType schema,
        IReadOnlyList<IReadOnlyList<object?>> rows
    )
    {
        using var appender = new CheckedAppender(connection, name, schema);
        foreach (IReadOnlyList<object?> row in rows)
        {
            appender.Append(row);
        }

        appender.Complete();
    }

    private static IReadOnlyList<object?> WithJson(IReadOnlyList<object?> row, StructType schema)
    {
        if (row.Count != schema.Fields.Count)
        {
            return row;
        }

        object?[] values = [.. row];
        for (int index = 0; index < values.Length; index++)
        {
            if (IsNested(schema.Fields[index]) && values[index] is { } nested)
            {
                values[index] = NestedJson.Of(nested, schema.Fields[index]);
            }
        }

        return values;
    }
}
