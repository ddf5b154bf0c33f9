using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>Brings operands to one type where all of Spark's modes agree on it; refuses the others.</summary>
internal sealed class CommonType(ExpressionSource source)
{
    private const int MaxPrecision = 38;

    // Up to here every integer is a float.
    private const long LargestExactFloat = 1 << 24;

    /// <summary>Whether a type is a number.</summary>
    internal static bool IsNumber(DataType type) => type is DecimalType || IsWhole(type) || IsFloating(type);

    /// <summary>Whether a type is an integer.</summary>
    internal static bool IsWhole(DataType type) =>
        type is PrimitiveType { Kind: PrimitiveKind.Byte or PrimitiveKind.Short or PrimitiveKind.Integer or PrimitiveKind.Long };

    /// <summary>Whether a type is a floating point number.</summary>
    internal static bool IsFloating(DataType type) => type is PrimitiveType { Kind: PrimitiveKind.Float or PrimitiveKind.Double };

    /// <summary>A part with another type, without a look at whether that is allowed.</summary>
    internal static TypedSql As(TypedSql part, DataType type) =>
        part.Type.Equals(type) ? part : part with { Text = $"cast({part.Text} as {DuckDbType.InSql(type)})", Type = type };

    /// <summary>The decimal that holds every integer of a type.</summary>
    internal static DecimalType DecimalOf(DataType type) =>
        type switch
        {
            DecimalType exact => exact,
            PrimitiveType { Kind: PrimitiveKind.Byte } => new DecimalType(3, 0),
            PrimitiveType { Kind: PrimitiveKind.Short } => new DecimalType(5, 0),
            PrimitiveType { Kind: PrimitiveKind.Integer } => new DecimalType(10, 0),
            _ => new DecimalType(20, 0),
        };

    /// <summary>Two values as they are compared.</summary>
    internal (TypedSql Left, TypedSql Right) Comparable(TypedSql left, TypedSql right)
    {
        DataType type = Of(left, right);
        return (Fit(left, type), Fit(right, type));
    }

    /// <summary>Values of which one is chosen, all of one type.</summary>
    internal IReadOnlyList<TypedSql> Unified(IReadOnlyList<TypedSql> parts)
    {
        TypedSql chosen = parts.FirstOrDefault(part => !part.IsNull) ?? parts[0];
        DataType type = parts.Aggregate(chosen.Type, (known, part) => Of(new TypedSql("", known, part.At), part));
        return [.. parts.Select(part => Fit(part, type))];
    }

    private DataType Of(TypedSql left, TypedSql right) =>
        left.IsNull ? right.Type
        : right.IsNull || left.Type.Equals(right.Type) ? Simple(left)
        : IsNumber(left.Type) && IsNumber(right.Type) ? Numbers(left, right)
        : Times(left, right) ?? throw Mixed(left, right);

    private DataType Simple(TypedSql part) =>
        part.Type is PrimitiveType or DecimalType
            ? part.Type
            : throw source.Refused(part.At, $"a value of type {part.Type.ToSql()}", "a single value");

    private DataType Numbers(TypedSql left, TypedSql right)
    {
        if (IsFloating(left.Type) || IsFloating(right.Type))
        {
            return Floating(left, right);
        }

        if (left.Type is not DecimalType && right.Type is not DecimalType)
        {
            return DecimalOf(left.Type).Precision >= DecimalOf(right.Type).Precision ? left.Type : right.Type;
        }

        DecimalType first = DecimalOf(left.Type);
        DecimalType second = DecimalOf(right.Type);
        int scale = Math.Max(first.Scale, second.Scale);
        int precision = scale + Math.Max(first.Precision - first.Scale, second.Precision - second.Scale);
        return precision <= MaxPrecision ? new DecimalType(precision, scale) : throw Mixed(left, right);
    }

    // A float beside an integer is a float or a double, by Spark's mode.
    private DataType Floating(TypedSql left, TypedSql right)
    {
        PrimitiveType wide = new(PrimitiveKind.Double);
        TypedSql? single = left.Is(PrimitiveKind.Float) ? right : right.Is(PrimitiveKind.Float) ? left : null;
        bool isSettled =
            single is null
            || !IsWhole(single.Type)
            || single.Is(PrimitiveKind.Byte)
            || single.Is(PrimitiveKind.Short)
            || single.Whole is >= -LargestExactFloat and <= LargestExactFloat;
        return isSettled ? wide : throw Mixed(left, right);
    }

    private static PrimitiveType? Times(TypedSql left, TypedSql right)
    {
        TypedSql[] both = [left, right];
        bool hasText = Array.Exists(both, part => part.Literal is not null);
        foreach (PrimitiveKind kind in new[] { PrimitiveKind.Timestamp, PrimitiveKind.TimestampNtz, PrimitiveKind.Date })
        {
            TypedSql? other =
                left.Is(kind) ? right
                : right.Is(kind) ? left
                : null;
            if (other is null)
            {
                continue;
            }

            bool fits = hasText
                ? TimeLiteral.TryRead(other.Literal ?? "", kind, other.At) is not null
                : kind == PrimitiveKind.Timestamp && other.Is(PrimitiveKind.Date);
            return fits ? new PrimitiveType(kind) : null;
        }

        return null;
    }

    private static TypedSql Fit(TypedSql part, DataType type) =>
        part.Literal is { } text && type is PrimitiveType { Kind: var kind } && TimeLiteral.TryRead(text, kind, part.At) is { } time
            ? time
            : As(part, type);

    private Lakehouse.Delta.DeltaException Mixed(TypedSql left, TypedSql right) =>
        source.Refused(
            right.At,
            $"a value of type {right.Type.ToSql()} beside one of type {left.Type.ToSql()}",
            "two types whose comparison is the same in every mode of Spark; cast one of them"
        );
}
