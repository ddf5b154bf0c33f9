using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Expressions;

/// <summary>Numbers as Spark writes them: <c>1</c>, <c>1L</c>, <c>1.5</c>, <c>1e3</c>, <c>1.5BD</c>.</summary>
internal static partial class NumberLiteral
{
    /// <summary>Reads a number.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="token">The token.</param>
    /// <param name="isNegative">Whether a minus stands before it.</param>
    internal static TypedSql Read(ExpressionSource source, ExpressionToken token, bool isNegative)
    {
        Match match = Shape().Match(token.Text);
        if (!match.Success)
        {
            throw source.Refused(token.At, token.ToString(), "a number");
        }

        string digits = (isNegative ? "-" : "") + match.Groups["digits"].Value;
        bool hasExponent = match.Groups["exponent"].Length > 0;
        bool hasPoint = digits.Contains('.', StringComparison.Ordinal);
        return match.Groups["suffix"].Value.ToUpperInvariant() switch
        {
            "L" when !hasPoint && !hasExponent => Whole(source, token, digits, PrimitiveKind.Long),
            "S" when !hasPoint && !hasExponent => Whole(source, token, digits, PrimitiveKind.Short),
            "Y" when !hasPoint && !hasExponent => Whole(source, token, digits, PrimitiveKind.Byte),
            "D" => Floating(token, digits + match.Groups["exponent"].Value, PrimitiveKind.Double),
            "F" => Floating(token, digits + match.Groups["exponent"].Value, PrimitiveKind.Float),
            "BD" when !hasExponent => Exact(source, token, digits),
            "" when hasExponent => Floating(token, digits + match.Groups["exponent"].Value, PrimitiveKind.Double),
            "" when hasPoint => Exact(source, token, digits),
            "" => WithoutSuffix(source, token, digits),
            _ => throw source.Refused(token.At, token.ToString(), "a number"),
        };
    }

    private static TypedSql WithoutSuffix(ExpressionSource source, ExpressionToken token, string digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? Whole(source, token, digits, number is >= int.MinValue and <= int.MaxValue ? PrimitiveKind.Integer : PrimitiveKind.Long)
            : Exact(source, token, digits);

    private static TypedSql Whole(ExpressionSource source, ExpressionToken token, string digits, PrimitiveKind kind)
    {
        long limit = kind switch
        {
            PrimitiveKind.Byte => sbyte.MaxValue,
            PrimitiveKind.Short => short.MaxValue,
            PrimitiveKind.Integer => int.MaxValue,
            _ => long.MaxValue,
        };
        if (
            !long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            || number > limit
            || number < -limit - 1
        )
        {
            throw source.Refused(token.At, token.ToString(), "a number in the range of its suffix");
        }

        PrimitiveType type = new(kind);
        return new TypedSql(Cast(digits, type), type, token.At) { Whole = number };
    }

    private static TypedSql Floating(ExpressionToken token, string digits, PrimitiveKind kind)
    {
        PrimitiveType type = new(kind);
        return new TypedSql(Cast(digits, type), type, token.At);
    }

    private static TypedSql Exact(ExpressionSource source, ExpressionToken token, string digits)
    {
        string[] parts = digits.TrimStart('-').Split('.');
        string whole = parts[0].TrimStart('0');
        int scale = parts.Length > 1 ? parts[1].Length : 0;
        int precision = Math.Max(1, whole.Length + scale);
        if (precision > 38)
        {
            throw source.Refused(token.At, $"a number of {precision} digits", "at most 38");
        }

        DecimalType type = new(precision, scale);
        return new TypedSql(Cast(digits, type), type, token.At);
    }

    private static string Cast(string digits, DataType type) => $"cast('{digits}' as {DuckDbType.InSql(type)})";

    [GeneratedRegex(
        @"^(?<digits>[0-9]+(\.[0-9]*)?|\.[0-9]+)(?<exponent>[eE][+-]?[0-9]+)?(?<suffix>[a-zA-Z]*)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Shape();
}
