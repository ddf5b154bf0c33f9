using Dapper;
using DuckDB.NET.Data;

namespace Lakehouse.Engine.DuckDb.Running;

/// <summary>The few calls that everything here makes on a connection.</summary>
internal static class ConnectionExtensions
{
    /// <summary>Runs statements that return nothing.</summary>
    public static void Run(this DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Names and types of a SELECT's columns. The SELECT begins on the second line of what DuckDB sees.
    /// </summary>
    public static IReadOnlyList<RowSetColumn> Describe(this DuckDBConnection connection, string select)
    {
        IEnumerable<(string Name, string Type)> columns = connection.Query<(string, string)>($"describe\n{select}");
        return [.. columns.Select(column => new RowSetColumn(column.Name, column.Type.ToLowerInvariant()))];
    }
}
