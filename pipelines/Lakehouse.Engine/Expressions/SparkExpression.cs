using Lakehouse.Delta;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Expressions;

/// <summary>
/// Turns the expressions that a table's log holds, which are Spark's SQL, into DuckDB's with the same meaning.
/// </summary>
/// <remarks>
/// Only what means one thing in every mode of Spark is turned: comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, IS,
/// arithmetic, CASE, CAST, literals, columns with fields of structs, and the functions of <see cref="Functions"/> and
/// <see cref="DateFunctions"/>. Instants are in UTC. All else is refused with its place.
/// </remarks>
internal static class SparkExpression
{
    /// <summary>A condition on a row.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="columns">The row's columns.</param>
    /// <returns>SQL that is true, false or NULL.</returns>
    /// <exception cref="DeltaException"><c>LH1710</c>: a part of it is not known.</exception>
    internal static string Condition(ExpressionSource source, ColumnScope columns)
    {
        TypedSql whole = new ExpressionParser(source, columns, isValue: false).Read();
        return Functions.Require(source, whole, PrimitiveKind.Boolean).Text;
    }

    /// <summary>A value of a column.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="columns">The columns that it may name.</param>
    /// <param name="type">The column's type.</param>
    /// <returns>SQL of that type.</returns>
    /// <exception cref="DeltaException"><c>LH1710</c>: a part of it is not known, or it has another type.</exception>
    internal static string Value(ExpressionSource source, ColumnScope columns, DataType type)
    {
        TypedSql whole = new ExpressionParser(source, columns, isValue: true).Read();
        return new Casts(source).Stored(whole, type).Text;
    }
}
