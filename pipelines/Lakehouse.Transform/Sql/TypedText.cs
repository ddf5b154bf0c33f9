using System.Diagnostics;
using System.Globalization;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Transform.Sql;

/// <summary>Reads a value from its text.</summary>
internal static class TypedText
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>Reads a value.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="text">Its text.</param>
    /// <returns>
    /// A <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="bool"/>,
    /// <see cref="DateOnly"/> or <see cref="DateTime"/> (UTC); null where the text is no value of the type.
    /// </returns>
    internal static object? TryRead(DataType type, string text) => type switch
    {
        PrimitiveType primitive => TryRead(primitive.Kind, text),
        DecimalType exact => TryDecimal(exact, text),
        _ => null,
    };

    private static object? TryRead(PrimitiveKind kind, string text) => kind switch
    {
        PrimitiveKind.String => text,
        PrimitiveKind.Long => Whole(text, long.MinValue, long.MaxValue),
        PrimitiveKind.Integer => Whole(text, int.MinValue, int.MaxValue),
        PrimitiveKind.Short => Whole(text, short.MinValue, short.MaxValue),
        PrimitiveKind.Byte => Whole(text, sbyte.MinValue, sbyte.MaxValue),
        PrimitiveKind.Double or PrimitiveKind.Float => TryDouble(text),
        PrimitiveKind.Boolean => bool.TryParse(text, out bool flag) ? flag : null,
        PrimitiveKind.Date => TryDay(text),
        PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz =>
            DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTime instant) ? instant : null,
        PrimitiveKind.Binary or PrimitiveKind.Void => null,
        _ => throw new UnreachableException(),
    };

    private static double? TryDouble(string text)
    {
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        return isNumber && double.IsFinite(number) ? number : null;
    }

    private static DateOnly? TryDay(string text)
    {
        const string iso = "yyyy-MM-dd";
        return DateOnly.TryParseExact(text, iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
    }

    private static long? Whole(string text, long lowest, long highest)
    {
        bool isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        return isNumber && number >= lowest && number <= highest ? number : null;
    }

    private static decimal? TryDecimal(DecimalType type, string text)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        // A definition says what it means: digits that the type would round away are refused.
        bool hasRoom = Math.Round(number, Math.Min(type.Scale, 28)) == number
            && Math.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture).TrimStart('0').Length <= type.Precision - type.Scale;
        return hasRoom ? number : null;
    }
}
