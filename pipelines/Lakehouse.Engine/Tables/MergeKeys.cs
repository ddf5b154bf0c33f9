using System.Text.Json;
using Lakehouse.Delta.Schema;

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
        Names names = new(table, source);
        IReadOnlyList<JsonElement> parts = await ParsedCondition
            .PartsAsync(session, condition, cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. parts
                .Where(part => ParsedCondition.Kind(part) == "COMPARE_EQUAL")
                .Select(part => (Left: part.GetProperty("left"), Right: part.GetProperty("right")))
                .Select(part => names.Pair(part.Left, part.Right) ?? names.Pair(part.Right, part.Left))
                .OfType<(StructField, string)>(),
        ];
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
        private static string? NameIn(JsonElement expression, string alias, Func<string, bool> isOnlyThere) =>
            ParsedCondition.ColumnName(expression) switch
            {
                [var name] when isOnlyThere(name) => name,
                [var table, var name] when string.Equals(table, alias, StringComparison.OrdinalIgnoreCase) => name,
                _ => null,
            };
    }
}
