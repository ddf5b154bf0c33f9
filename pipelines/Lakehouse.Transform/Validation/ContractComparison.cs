using Lakehouse.Engine;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Validation;

/// <summary>Holds a SELECT's columns against a header's.</summary>
internal static class ContractComparison
{
    /// <summary>Refuses a SELECT whose columns are others than the header's; order and case do not matter.</summary>
    /// <exception cref="TransformException"><c>LH4070</c>.</exception>
    internal static void Require(Model model, IReadOnlyList<RowSetColumn> columns)
    {
        string[] given = [.. columns.Select(column => column.Name)];
        string[] declared = [.. model.Columns.Select(column => column.Name)];
        string[] missing = [.. declared.Except(given, StringComparer.OrdinalIgnoreCase)];
        string[] unexpected = [.. given.Except(declared, StringComparer.OrdinalIgnoreCase)];
        if (missing.Length == 0 && unexpected.Length == 0 && given.Length == declared.Length)
        {
            return;
        }

        string differences = string.Join(
            "; ",
            new[]
            {
                missing.Length > 0 ? $"missing {string.Join(", ", missing)}" : null,
                unexpected.Length > 0 ? $"unexpected {string.Join(", ", unexpected)}" : null,
                missing.Length == 0 && unexpected.Length == 0 ? "a name twice" : null,
            }.OfType<string>());
        throw new TransformException(
            "LH4070",
            $"found a SELECT in {model.File.FullPath} whose columns differ from its header: {differences} "
                + $"(the SELECT has {string.Join(", ", given)}), expected {string.Join(", ", declared)}.",
            "Make the SELECT and the columns in the header agree.");
    }

    /// <summary>The SELECT as it is staged: each column cast to its declared type.</summary>
    internal static string Casts(Model model, string sql)
    {
        IEnumerable<string> casts = model.Columns.Select(column =>
            $"cast({SqlLiteral.Name(column.Name)} as {column.Type.ToSql()}) as {SqlLiteral.Name(column.Name)}");
        return $"select {string.Join(", ", casts)} from (\n{sql}\n) as model";
    }
}
