using DuckDB.NET.Data;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// The names of a session. DuckDB does not replace a table by a view or the other way round; this does.
/// </summary>
internal sealed class BoundNames
{
    private readonly HashSet<string> _schemas = new(StringComparer.OrdinalIgnoreCase) { "main" };
    private readonly HashSet<TableName> _tables = [];

    /// <summary>Makes a name mean a SELECT.</summary>
    public void BindView(DuckDBConnection connection, TableName name, string select) =>
        connection.Run(
            $"{Before(name, willBeTable: false)}create or replace view {SqlText.Identifier(name)} as {select}"
        );

    /// <summary>Makes a name a table without rows.</summary>
    public void BindTable(DuckDBConnection connection, TableName name, string columns) =>
        connection.Run(
            $"{Before(name, willBeTable: true)}create or replace table {SqlText.Identifier(name)} ({columns})"
        );

    private string Before(TableName name, bool willBeTable)
    {
        string before = _schemas.Add(name.Schema)
            ? $"create schema if not exists {SqlText.Identifier(name.Schema)};"
            : string.Empty;
        bool wasTable = _tables.Contains(name);
        if (willBeTable)
        {
            _tables.Add(name);
            return wasTable ? before : $"{before}drop view if exists {SqlText.Identifier(name)};";
        }

        return _tables.Remove(name) ? $"{before}drop table {SqlText.Identifier(name)};" : before;
    }
}
