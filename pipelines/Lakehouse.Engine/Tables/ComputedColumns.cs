using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;
using Lakehouse.Engine.Expressions;

namespace Lakehouse.Engine.Tables;

/// <summary>The columns of a table that rows may come without: generated ones, and those with a default.</summary>
/// <param name="schema">The table's columns.</param>
/// <param name="root">The table, for messages.</param>
internal sealed class ComputedColumns(StructType schema, string root)
{
    private const string Alias = "r";

    /// <summary>The marker of rows whose generated columns are computed anew.</summary>
    internal const string Changed = "_lh_changed";

    /// <summary>Whether the table has generated columns.</summary>
    internal bool HasGenerated => schema.Fields.Any(IsGenerated);

    /// <summary>Whether a column is generated.</summary>
    internal static bool IsGenerated(StructField field) => ColumnRules.GenerationExpression(field) is not null;

    /// <summary>Whether rows may come without a column.</summary>
    internal static bool MayMiss(StructField field) => IsGenerated(field) || ColumnRules.DefaultExpression(field) is not null;

    /// <summary>The value of rows that come without a column, which a generated one gets later.</summary>
    internal string Missing(StructField field) =>
        ColumnRules.DefaultExpression(field) is { } expression
            ? SparkExpression.Value(
                new ExpressionSource(expression, $"the default of the column '{field.Name}' of '{root}'"),
                ColumnScope.Empty,
                field.Type
            )
            : "null";

    /// <summary>Computes generated columns of rows.</summary>
    /// <param name="select">A SELECT with all columns of the table, of their types.</param>
    /// <param name="isGiven">Whether a column's values are those of the SELECT.</param>
    /// <param name="isMarked">
    /// Whether the SELECT has the column <see cref="Changed"/>, so that only rows are computed for which it is true.
    /// </param>
    /// <returns>A SELECT with all columns of the table; the same one where nothing is computed.</returns>
    internal string Complete(string select, Func<StructField, bool> isGiven, bool isMarked = false)
    {
        if (!isMarked && !schema.Fields.Any(field => IsGenerated(field) && !isGiven(field)))
        {
            return select;
        }

        ColumnScope scope = GeneratedScope.Of(schema, Alias);
        IEnumerable<string> columns = schema.Fields.Select(field =>
        {
            string there = Assignments.Column(Alias, field);
            if (ColumnRules.GenerationExpression(field) is not { } expression || isGiven(field))
            {
                return there;
            }

            ExpressionSource source = new(expression, $"the generated column '{field.Name}' of '{root}'");
            string value = SparkExpression.Value(source, scope, field.Type);
            string computed = isMarked ? $"case when {Alias}.{Changed} then {value} else {there} end" : value;
            return $"{computed} as {SqlText.Identifier(field.Name)}";
        });
        return $"select {string.Join(", ", columns)} from (\n{select}\n) as {Alias}";
    }
}
