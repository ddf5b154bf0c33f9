using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>The columns that an expression may name, and how SQL names them.</summary>
/// <param name="Schema">The columns.</param>
/// <param name="Alias">The relation that has them.</param>
internal sealed record ColumnScope(StructType Schema, string Alias)
{
    /// <summary>A scope without columns, for constants.</summary>
    internal static ColumnScope Empty { get; } = new(new StructType([]), "");

    /// <summary>Finds a column, or a field within structs.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="path">The names.</param>
    /// <param name="at">Where they stand.</param>
    internal TypedSql Resolve(ExpressionSource source, IReadOnlyList<string> path, int at)
    {
        StructField field = Find(source, Schema, path, 0, at);
        string text = $"{Alias}.{SqlText.Identifier(field.Name)}";
        for (int depth = 1; depth < path.Count; depth++)
        {
            StructType record =
                field.Type as StructType
                ?? throw source.Refused(at, $"'{string.Join('.', path)}'", $"a path that ends at '{field.Name}', which is no struct");
            field = Find(source, record, path, depth, at);
            text = $"struct_extract({text}, {SqlText.Literal(field.Name)})";
        }

        return new TypedSql(text, field.Type, at);
    }

    private static StructField Find(ExpressionSource source, StructType level, IReadOnlyList<string> path, int depth, int at) =>
        level.Fields.FirstOrDefault(field => string.Equals(field.Name, path[depth], StringComparison.OrdinalIgnoreCase))
        ?? throw source.Refused(
            at,
            $"the name '{string.Join('.', path)}'",
            level.Fields.Count == 0 ? "a value without columns" : $"one of {string.Join(", ", level.Fields.Select(field => field.Name))}"
        );
}
