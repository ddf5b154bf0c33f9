using System.Text.Json;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>Finds the equalities of a table's and a source's column that a condition demands.</summary>
internal static class MergeKeys
{
    /// <summary>Finds them.</summary>
    /// <param name="session">The engine, which parses the condition.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="table">The table's columns.</param>
    /// <param name="source">The source's columns.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>
    /// Pairs of a column and a source column, all of which are equal and not null where the condition is true; empty
    /// where the condition demands none, or where they cannot be told.
    /// </returns>
    internal static async Task<IReadOnlyList<(StructField Column, string Source)>> FindAsync(
        IEngineSession session,
        string condition,
        StructType table,
        IReadOnlyList<RowSetColumn> source,
        CancellationToken cancellationToken
    )
    {
        string select = SqlText.Literal($"select ({condition})");
        RowSet parsed = await session
            .QueryAsync($"select cast(json_serialize_sql({select}) as varchar)", 1, cancellationToken)
            .ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse((string)parsed.Rows[0][0]!); // It gives a text for any.
        JsonElement root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            return [];
        }

        JsonElement list = root.GetProperty("statements")[0].GetProperty("node").GetProperty("select_list");
        Names names = new(table, source);
        List<(StructField, string)> keys = [];
        Collect(list[0], names, keys);
        return keys;
    }

    private static void Collect(JsonElement expression, Names names, List<(StructField, string)> keys)
    {
        switch (expression.GetProperty("type").GetString())
        {
            case "CONJUNCTION_AND":
                foreach (JsonElement child in expression.GetProperty("children").EnumerateArray())
                {
                    Collect(child, names, keys);
                }

                break;
            case "COMPARE_EQUAL":
                JsonElement left = expression.GetProperty("left");
                JsonElement right = expression.GetProperty("right");
                if ((names.Pair(left, right) ?? names.Pair(right, left)) is { } pair)
                {
                    keys.Add(pair);
                }

                break;
            default:
                break;
        }
    }

    private sealed class Names(StructType table, IReadOnlyList<RowSetColumn> source)
    {
        internal (StructField, string)? Pair(JsonElement column, JsonElement other)
        {
            string? inTable = NameIn(column, TargetRows.Alias, name => InSource(name) is null);
            string? inSource = NameIn(other, MergeSource.Alias, name => Assignments.IndexOf(table, name) < 0);
            int at = inTable is null ? -1 : Assignments.IndexOf(table, inTable);
            return at >= 0 && inSource is not null && InSource(inSource) is { } found
                ? (table.Fields[at], found)
                : null;
        }

        private string? InSource(string name) =>
            source.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))?.Name;

        // A name without a table is the table's or the source's where the other has none like it.
        private static string? NameIn(JsonElement expression, string alias, Func<string, bool> isOnlyThere)
        {
            if (expression.GetProperty("type").GetString() != "COLUMN_REF")
            {
                return null;
            }

            string[] names = [.. expression.GetProperty("column_names").EnumerateArray().Select(name => name.GetString()!)];
            return names switch
            {
                [var name] when isOnlyThere(name) => name,
                [var table, var name] when string.Equals(table, alias, StringComparison.OrdinalIgnoreCase) => name,
                _ => null,
            };
        }
    }
}
