using System.Globalization;
using System.Numerics;

namespace Lakehouse.Delta.Partitions;

/// <summary>
/// A decimal of up to 38 digits, which <see cref="decimal"/> cannot hold: <c>Unscaled / 10^Scale</c>.
/// </summary>
/// <param name="Unscaled">All digits as a whole number.</param>
/// <param name="Scale">Digits after the point, at least 0.</param>
public readonly record struct ExactDecimal(BigInteger Unscaled, int Scale)
{
    private const int LargestExponent = 100;

    /// <summary>Reads plain or scientific notation: <c>-1.50</c>, <c>1.5E+3</c>.</summary>
    /// <param name="text">The text, in invariant form.</param>
    /// <param name="value">The value; its scale is at least 0.</param>
    /// <returns>False where the text is no such number.</returns>
    public static bool TryParse(string text, out ExactDecimal value)
    {
        value = default;
        int mark = text.AsSpan().IndexOfAny('e', 'E');
        int exponent = 0;
        if (
            mark >= 0
            && (
                !int.TryParse(
                    text.AsSpan(mark + 1),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out exponent
                ) || exponent is < -LargestExponent or > LargestExponent
            )
        )
        {
            return false;
        }

        string mantissa = mark < 0 ? text : text[..mark];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (
            !BigInteger.TryParse(
                digits,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out BigInteger unscaled
            )
        )
        {
            return false;
        }

        int scale = fraction - exponent;
        value =
            scale >= 0
                ? new ExactDecimal(unscaled, scale)
                : new ExactDecimal(unscaled * BigInteger.Pow(10, -scale), 0);
        return true;
    }

    /// <summary>The same number with another count of digits after the point.</summary>
    /// <param name="scale">The count, at least 0.</param>
    /// <returns>The number, or null where a digit that is not 0 would be lost.</returns>
    public ExactDecimal? WithScale(int scale)
    {
        if (scale >= Scale)
        {
            return new ExactDecimal(Unscaled * BigInteger.Pow(10, scale - Scale), scale);
        }

        BigInteger quotient = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, Scale - scale), out BigInteger rest);
        return rest.IsZero ? new ExactDecimal(quotient, scale) : null;
    }

    /// <summary>Whether the number has at most so many digits in all.</summary>
    /// <param name="precision">The count of digits.</param>
    /// <returns>True where it fits.</returns>
    public bool FitsIn(int precision) => BigInteger.Abs(Unscaled) < BigInteger.Pow(10, precision);

    /// <summary>Plain notation with the full scale: <c>-1.50</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string sign = Unscaled.Sign < 0 ? "-" : "";
        return Scale == 0 ? sign + digits : $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
