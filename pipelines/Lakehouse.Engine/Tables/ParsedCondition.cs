using System.Text.Json;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>The parts of a condition that AND joins, as the engine's parser gives them.</summary>
internal static class ParsedCondition
{
    // A chain of operators nests one level each; DuckDB itself stops at a thousand.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 10_000 };

    /// <summary>Parses a condition.</summary>
    /// <param name="session">The engine, which parses it.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The parts, all of which are true where the condition is; none where it does not parse.</returns>
    internal static async Task<IReadOnlyList<JsonElement>> PartsAsync(
        IEngineSession session,
        string condition,
        CancellationToken cancellationToken
    )
    {
        string select = SqlText.Literal($"select ({condition})");
        RowSet parsed = await session
            .QueryAsync($"select cast(json_serialize_sql({select}) as varchar)", 1, cancellationToken)
            .ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse((string)parsed.Rows[0][0]!, Deep); // It gives a text for any.
        JsonElement root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            return [];
        }

        List<JsonElement> parts = [];
        Collect(root.GetProperty("statements")[0].GetProperty("node").GetProperty("select_list")[0], parts);
        return parts;
    }

    /// <summary>An expression in SQL, as the engine writes it.</summary>
    internal static async Task<string> TextAsync(
        IEngineSession session,
        JsonElement expression,
        CancellationToken cancellationToken
    )
    {
        const string Select = "SELECT ";
        string statement =
            """
            {"error":false,"statements":[{"node":{"type":"SELECT_NODE","modifiers":[],"cte_map":{"map":[]},
            "select_list":[
            """
            + expression.GetRawText()
            + """
            ],"from_table":{"type":"EMPTY","alias":"","sample":null},"where_clause":null,"group_expressions":[],
            "group_sets":[],"aggregate_handling":"STANDARD_HANDLING","having":null,"sample":null,"qualify":null}}]}
            """;
        RowSet rows = await session
            .QueryAsync($"select json_deserialize_sql({SqlText.Literal(statement)})", 1, cancellationToken)
            .ConfigureAwait(false);
        string text = (string)rows.Rows[0][0]!; // It gives a text or fails.
        return text.StartsWith(Select, StringComparison.Ordinal) ? text[Select.Length..] : text;
    }

    /// <summary>What kind of expression it is, as the parser names it.</summary>
    internal static string? Kind(JsonElement expression) => expression.GetProperty("type").GetString();

    /// <summary>The parts of a column's name, or null where the expression is no column.</summary>
    internal static string[]? ColumnName(JsonElement expression) =>
        Kind(expression) == "COLUMN_REF"
            ? [.. expression.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!)] // Texts.
            : null;

    private static void Collect(JsonElement expression, List<JsonElement> parts)
    {
        if (Kind(expression) != "CONJUNCTION_AND")
        {
            parts.Add(expression.Clone());
            return;
        }

        foreach (JsonElement child in expression.GetProperty("children").EnumerateArray())
        {
            Collect(child, parts);
        }
    }
}
