using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Expressions;

/// <summary>A part of an expression, in DuckDB's SQL.</summary>
/// <param name="Text">The SQL; it can stand as an operand anywhere.</param>
/// <param name="Type">What it gives; void for a bare NULL.</param>
/// <param name="At">Where it begins in the expression, in characters from 1.</param>
internal sealed record TypedSql(string Text, DataType Type, int At)
{
    /// <summary>The text of a text literal, else null.</summary>
    internal string? Literal { get; init; }

    /// <summary>The number of an integer literal, else null.</summary>
    internal long? Whole { get; init; }

    internal bool IsNull => Type is PrimitiveType { Kind: PrimitiveKind.Void };

    internal bool Is(PrimitiveKind kind) => Type is PrimitiveType primitive && primitive.Kind == kind;
}
