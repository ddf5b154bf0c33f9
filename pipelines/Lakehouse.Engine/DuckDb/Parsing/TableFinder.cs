using System.Globalization;
using System.Text.Json;

namespace Lakehouse.Engine.DuckDb.Parsing;

/// <summary>Finds the tables in a syntax tree that DuckDB wrote as JSON.</summary>
/// <remarks>
/// A name without a schema is a common table expression where one of that name is in scope: those of the node it stands
/// in and of the nodes around it, and within a WITH only the earlier ones, or itself when it is recursive.
/// </remarks>
internal sealed class TableFinder
{
    private readonly SortedSet<TableName> _tables = [];

    /// <summary>Finds the tables of one statement.</summary>
    public static IReadOnlyList<TableName> Find(JsonElement statement)
    {
        var finder = new TableFinder();
        finder.Walk(statement, Scope.Outermost);
        return [.. finder._tables];
    }

    private void Walk(JsonElement element, Scope scope)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                Walk(item, scope);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            WalkObject(element, scope);
        }
    }

    private void WalkObject(JsonElement element, Scope scope)
    {
        if (Is(element, "BASE_TABLE"))
        {
            AddTable(element, scope);
        }

        bool hasCommonTables = element.TryGetProperty("cte_map", out JsonElement commonTables);
        Scope inner = hasCommonTables ? WalkCommonTables(commonTables, scope) : scope;
        if (Is(element, "RECURSIVE_CTE_NODE"))
        {
            inner = inner.With(Text(element, "cte_name"));
        }

        foreach (JsonProperty property in element.EnumerateObject().Where(member => !member.NameEquals("cte_map")))
        {
            Walk(property.Value, inner);
        }
    }

    private Scope WalkCommonTables(JsonElement commonTables, Scope scope)
    {
        foreach (JsonElement entry in commonTables.GetProperty("map").EnumerateArray())
        {
            // A recursive one names itself in its RECURSIVE_CTE_NODE.
            Walk(entry.GetProperty("value"), scope);
            scope = scope.With(entry.GetProperty("key").GetString()!);
        }

        return scope;
    }

    private void AddTable(JsonElement table, Scope scope)
    {
        string schema = Text(table, "schema_name");
        string name = Text(table, "table_name");
        if (schema.Length == 0 && scope.Holds(name))
        {
            return;
        }

        _tables.Add(
            new TableName(
                schema.Length == 0 ? "main" : schema.ToLower(CultureInfo.InvariantCulture),
                name.ToLower(CultureInfo.InvariantCulture)
            )
        );
    }

    private static bool Is(JsonElement element, string type) =>
        string.Equals(Text(element, "type"), type, StringComparison.Ordinal);

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : string.Empty;

    /// <summary>The common table expressions that a name may mean, from the innermost outwards.</summary>
    private sealed record Scope(string Name, Scope? Around)
    {
        public static readonly Scope Outermost = new(string.Empty, null);

        public Scope With(string name) => new(name, this);

        public bool Holds(string name)
        {
            for (Scope? scope = this; scope is not null; scope = scope.Around)
            {
                if (string.Equals(scope.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
