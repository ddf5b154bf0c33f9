using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>Compares the columns of a SELECT with those that were declared.</summary>
internal static class OutputContract
{
    /// <summary>Checks that a SELECT gives exactly the declared columns, in any order and case.</summary>
    /// <param name="label">What a person calls the SELECT.</param>
    /// <param name="columns">The columns of the SELECT.</param>
    /// <param name="schema">The declared columns.</param>
    /// <exception cref="EngineException"><c>LH2110</c>: columns are missing, unexpected or given twice.</exception>
    public static void Check(string label, IReadOnlyList<RowSetColumn> columns, StructType schema)
    {
        string[] given = [.. columns.Select(column => column.Name)];
        string[] declared = [.. schema.Fields.Select(field => field.Name)];

        string[] missing = [.. declared.Except(given, StringComparer.OrdinalIgnoreCase)];
        string[] unexpected = [.. given.Except(declared, StringComparer.OrdinalIgnoreCase)];
        string[] twice =
        [
            .. given
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Skip(1).Any())
                .Select(group => group.Key),
        ];
        if (missing.Length + unexpected.Length + twice.Length == 0)
        {
            return;
        }

        string differences = string.Join("; ", Parts(missing, unexpected, twice));
        throw new EngineException(
            "LH2110",
            $"{label}: found a SELECT whose columns differ from the declared ones: {differences}. "
                + $"Expected {string.Join(", ", declared)}.",
            "Make the SELECT and the columns in the header agree."
        );
    }

    private static IEnumerable<string> Parts(string[] missing, string[] unexpected, string[] twice)
    {
        if (missing.Length > 0)
        {
            yield return $"missing {string.Join(", ", missing)}";
        }

        if (unexpected.Length > 0)
        {
            yield return $"unexpected {string.Join(", ", unexpected)}";
        }

        if (twice.Length > 0)
        {
            yield return $"given twice {string.Join(", ", twice)}";
        }
    }
}
