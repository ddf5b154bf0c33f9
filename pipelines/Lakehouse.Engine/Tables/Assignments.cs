using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>The values that an operation gives to columns, as SQL.</summary>
internal static class Assignments
{
    /// <summary>Brings assignments into the order of the table's columns.</summary>
    /// <param name="schema">The table's columns.</param>
    /// <param name="given">Column to expression; case makes no difference between names.</param>
    /// <returns>An expression for each column, null for one that is not given.</returns>
    /// <exception cref="EngineException"><c>LH2702</c>: a column is unknown, or given twice.</exception>
    internal static string?[] InOrder(StructType schema, IReadOnlyDictionary<string, string> given)
    {
        string?[] values = new string?[schema.Fields.Count];
        foreach ((string column, string expression) in given)
        {
            int at = IndexOf(schema, column);
            if (at < 0 || values[at] is not null)
            {
                throw new EngineException(
                    "LH2702",
                    at < 0
                        ? $"found an assignment to {column}, expected a column of the table: "
                            + $"{string.Join(", ", schema.Fields.Select(field => field.Name))}."
                        : $"found two assignments to {column}, expected one.",
                    at < 0 && column.Contains('.', StringComparison.Ordinal)
                        ? "A field within a struct cannot be set alone: give the whole struct."
                        : "Correct the name."
                );
            }

            values[at] = expression;
        }

        return values;
    }

    /// <summary>An expression as a value of a column, named after it.</summary>
    internal static string Cast(string expression, StructField field) =>
        $"cast(({expression}) as {DuckDbType.InSql(field.Type)}) as {SqlText.Identifier(field.Name)}";

    /// <summary>A column of a relation.</summary>
    internal static string Column(string alias, StructField field) => $"{alias}.{SqlText.Identifier(field.Name)}";

    /// <summary>Where a column stands, or -1.</summary>
    internal static int IndexOf(StructType schema, string name)
    {
        for (int at = 0; at < schema.Fields.Count; at++)
        {
            if (string.Equals(schema.Fields[at].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }

        return -1;
    }
}
