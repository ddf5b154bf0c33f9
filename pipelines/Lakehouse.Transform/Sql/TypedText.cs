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
        PrimitiveKind.Double or PrimitiveKind.Float =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null,
        PrimitiveKind.Boolean => bool.TryParse(text, out bool flag) ? flag : null,
        PrimitiveKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : null,
        PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz =>
            DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out DateTime instant) ? instant : null,
        _ => null,
    };

    private static object? Whole(string text, long lowest, long highest) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= lowest && number <= highest
            ? number
            : null;

    private static object? TryDecimal(DecimalType type, string text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        // A definition says what it means: digits that the type would round away are refused.
        bool hasRoom = Math.Round(number, Math.Min(type.Scale, 28)) == number
            && Math.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture).TrimStart('0').Length <= type.Precision - type.Scale;
        return hasRoom ? number : null;
    }
}
