using System.Globalization;

namespace Lakehouse.Delta.Text;

/// <summary>Floating point numbers as Java writes them, which is how partition values hold them.</summary>
internal static class JavaNumber
{
    /// <summary>
    /// Writes a number: <c>1.0</c>, <c>1.0E10</c>, <c>NaN</c>, <c>Infinity</c>; minus zero as <c>0.0</c>.
    /// </summary>
    internal static string Write(double value) => Write(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Write(double)"/>
    internal static string Write(float value) => Write(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Reads a number in Java's or the invariant form.</summary>
    internal static bool TryRead(string text, out double value)
    {
        switch (text)
        {
            case "Infinity":
                value = double.PositiveInfinity;
                return true;
            case "-Infinity":
                value = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
    }

    private static string Write(double value, string shortest)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "Infinity" : "-Infinity";
        }

        if (value == 0)
        {
            return "0.0";
        }

        (string digits, int exponent) = Split(shortest);
        string sign = value < 0 ? "-" : "";
        if (exponent is < -3 or >= 7)
        {
            string rest = digits.Length > 1 ? digits[1..] : "0";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{rest}E{exponent}");
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        string whole = digits.Length > exponent + 1 ? digits[..(exponent + 1)] : digits.PadRight(exponent + 1, '0');
        string fraction = digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0";
        return $"{sign}{whole}.{fraction}";
    }

    // Digits without zeros at the ends, and the exponent of the first digit.
    private static (string Digits, int Exponent) Split(string shortest)
    {
        string text = shortest.TrimStart('-');
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        int exponent =
            mark < 0
                ? 0
                : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = mark < 0 ? text : text[..mark];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int wholeDigits = point < 0 ? mantissa.Length : point;
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        int leadingZeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), exponent + wholeDigits - 1 - leadingZeros);
    }
}
