using DuckDB.NET.Data;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb.Loading;

/// <summary>Makes a table of a session from rows in memory.</summary>
internal static class RowLoader
{
    /// <summary>Makes the table and appends the rows.</summary>
    public static void Load(DuckDBConnection connection, BoundNames names, TableName name, StructType schema, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        string columns = string.Join(", ", schema.Fields.Select(field => $"{SqlText.Identifier(field.Name)} {DuckDbType.InSql(field.Type)}{(field.IsNullable ? string.Empty : " not null")}"));
        names.BindTable(connection, name, columns);
        using var appender = new CheckedAppender(connection, name, schema);
        foreach (IReadOnlyList<object?> row in rows)
        {
            appender.Append(row);
        }

        appender.Complete();
    }
}
