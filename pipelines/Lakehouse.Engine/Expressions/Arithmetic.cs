using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>Sums, products and quotients with Spark's types of their results.</summary>
/// <param name="source">The expression.</param>
/// <param name="isValue">Whether the result is stored, so that a division must not depend on Spark's mode.</param>
internal sealed class Arithmetic(ExpressionSource source, bool isValue)
{
    private const int MaxPrecision = 38;

    private static readonly PrimitiveType Double = new(PrimitiveKind.Double);

    /// <summary>The result of an operator.</summary>
    internal TypedSql Of(string symbol, TypedSql left, TypedSql right)
    {
        if (!CommonType.IsNumber(left.Type) || !CommonType.IsNumber(right.Type))
        {
            TypedSql odd = CommonType.IsNumber(left.Type) ? right : left;
            throw source.Refused(odd.At, $"a value of type {odd.Type.ToSql()} beside '{symbol}'", "a number");
        }

        return symbol switch
        {
            "/" => Quotient(left, right),
            "%" => Remainder(left, right),
            _ when CommonType.IsFloating(left.Type) || CommonType.IsFloating(right.Type) => Floating(symbol, left, right),
            _ when left.Type is DecimalType || right.Type is DecimalType => Exact(symbol, left, right),
            _ => Whole(symbol, left, right),
        };
    }

    private static TypedSql Whole(string symbol, TypedSql left, TypedSql right)
    {
        DataType type = Wider(left, right);
        return Made(symbol, CommonType.As(left, type), CommonType.As(right, type), type);
    }

    private TypedSql Floating(string symbol, TypedSql left, TypedSql right)
    {
        if (left.Is(PrimitiveKind.Float) && right.Is(PrimitiveKind.Float))
        {
            return Made(symbol, left, right, left.Type);
        }

        foreach ((TypedSql one, TypedSql other) in new[] { (left, right), (right, left) })
        {
            if (one.Is(PrimitiveKind.Float) && CommonType.IsWhole(other.Type))
            {
                throw source.Refused(
                    other.At,
                    "an integer beside a float, whose result hangs on Spark's mode",
                    "a cast of one of them to double"
                );
            }
        }

        return Made(symbol, CommonType.As(left, Double), CommonType.As(right, Double), Double);
    }

    private TypedSql Exact(string symbol, TypedSql left, TypedSql right)
    {
        DecimalType first = CommonType.DecimalOf(left.Type);
        DecimalType second = CommonType.DecimalOf(right.Type);
        int scale = symbol == "*" ? first.Scale + second.Scale : Math.Max(first.Scale, second.Scale);
        int precision =
            symbol == "*"
                ? first.Precision + second.Precision + 1
                : scale + Math.Max(first.Precision - first.Scale, second.Precision - second.Scale) + 1;
        if (precision > MaxPrecision)
        {
            throw source.Refused(right.At, $"a result of {precision} digits", "at most 38, beyond which Spark rounds");
        }

        return Made(symbol, CommonType.As(left, first), CommonType.As(right, second), new DecimalType(precision, scale));
    }

    private TypedSql Quotient(TypedSql left, TypedSql right)
    {
        if (left.Type is DecimalType || right.Type is DecimalType)
        {
            throw source.Refused(left.At, "a division of decimals, which Spark rounds in its own way", "a product, or a cast to double");
        }

        return Divided("/", CommonType.As(left, Double), CommonType.As(right, Double), right, Double);
    }

    private TypedSql Remainder(TypedSql left, TypedSql right)
    {
        if (!CommonType.IsWhole(left.Type) || !CommonType.IsWhole(right.Type))
        {
            throw source.Refused(left.At, "a remainder of numbers with fractions", "integers");
        }

        DataType type = Wider(left, right);
        return Divided("%", CommonType.As(left, type), CommonType.As(right, type), right, type);
    }

    // By nothing gives NULL or a failure, by Spark's mode: no rule is kept by either, but a stored value would differ.
    private TypedSql Divided(string symbol, TypedSql left, TypedSql right, TypedSql written, DataType type)
    {
        if (isValue && written.Whole is null or 0)
        {
            throw source.Refused(
                written.At,
                "a divisor that may be 0, where the result hangs on Spark's mode",
                "an integer other than 0"
            );
        }

        string zero = $"cast(0 as {DuckDbType.InSql(type)})";
        return new TypedSql($"({left.Text} {symbol} nullif({right.Text}, {zero}))", type, left.At);
    }

    private static TypedSql Made(string symbol, TypedSql left, TypedSql right, DataType type) =>
        new($"cast(({left.Text} {symbol} {right.Text}) as {DuckDbType.InSql(type)})", type, left.At);

    private static DataType Wider(TypedSql left, TypedSql right) =>
        CommonType.DecimalOf(left.Type).Precision >= CommonType.DecimalOf(right.Type).Precision ? left.Type : right.Type;
}
