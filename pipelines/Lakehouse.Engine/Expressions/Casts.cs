using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>CAST between types for which Spark and DuckDB give the same value, or one of them none.</summary>
internal sealed class Casts(ExpressionSource source)
{
    /// <summary>A value as another type.</summary>
    internal TypedSql To(TypedSql part, DataType type)
    {
        if (part.IsNull || part.Type.Equals(type))
        {
            return CommonType.As(part, type);
        }

        if (
            part.Literal is { } text
            && type is PrimitiveType { Kind: var kind }
            && TimeLiteral.TryRead(text, kind, part.At) is { } time
        )
        {
            return time;
        }

        string? inner = (part.Type, type) switch
        {
            _ when CommonType.IsWhole(part.Type) && TakesWhole(type) => part.Text,
            (DecimalType, DecimalType) => part.Text,
            (DecimalType, PrimitiveType { Kind: PrimitiveKind.Double }) => part.Text,
            // Spark cuts the fraction off, where DuckDB rounds.
            (DecimalType, _) when CommonType.IsWhole(type) => $"trunc({part.Text})",
            _ when CommonType.IsFloating(part.Type) && CommonType.IsWhole(type) => $"trunc({part.Text})",
            (PrimitiveType { Kind: PrimitiveKind.Float }, PrimitiveType { Kind: PrimitiveKind.Double }) => part.Text,
            (PrimitiveType { Kind: PrimitiveKind.Double }, PrimitiveType { Kind: PrimitiveKind.Float }) => part.Text,
            (PrimitiveType { Kind: PrimitiveKind.Boolean }, PrimitiveType { Kind: PrimitiveKind.String }) => part.Text,
            (PrimitiveType { Kind: PrimitiveKind.Boolean }, _) when CommonType.IsWhole(type) => part.Text,
            (PrimitiveType { Kind: PrimitiveKind.Date }, PrimitiveType { Kind: PrimitiveKind.String }) => part.Text,
            (PrimitiveType { Kind: PrimitiveKind.Date }, PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz }) =>
                part.Text,
            (PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz }, PrimitiveType { Kind: PrimitiveKind.Date }) =>
                part.Text,
            _ => null,
        };
        return inner is null
            ? throw source.Refused(
                part.At,
                $"a cast from {part.Type.ToSql()} to {type.ToSql()}",
                "one that gives the same value in every mode of Spark"
            )
            : new TypedSql($"cast({inner} as {DuckDbType.InSql(type)})", type, part.At);
    }

    /// <summary>A value as it is stored in a column.</summary>
    internal TypedSql Stored(TypedSql part, DataType type)
    {
        bool isSameKind =
            part.IsNull
            || part.Type.Equals(type)
            || (CommonType.IsNumber(part.Type) && CommonType.IsNumber(type))
            || part.Literal is not null
            || (part.Is(PrimitiveKind.Date) && type is PrimitiveType { Kind: PrimitiveKind.Timestamp });
        return isSameKind
            ? To(part, type)
            : throw source.Refused(part.At, $"a value of type {part.Type.ToSql()}", $"one of type {type.ToSql()}, as the column has");
    }

    private static bool TakesWhole(DataType type) =>
        CommonType.IsWhole(type)
        || type is DecimalType
        || type is PrimitiveType { Kind: PrimitiveKind.String or PrimitiveKind.Double or PrimitiveKind.Float or PrimitiveKind.Boolean };
}
