using System.Globalization;
using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Statistics;

/// <summary>One bound of a column as a JSON value, by the rules of the column's type.</summary>
internal static class StatisticsBound
{
    private const int PrefixLength = 32;
    private const int LongestPrefix = 64;
    private const string AsciiTieBreaker = "\u007f";
    private const string TieBreaker = "\U0010FFFF";

    /// <summary>The lower bound, or null where there is none to write.</summary>
    internal static string? Min(ColumnStatistics? column, DataType type) => column?.Min is not { } text ? null : type switch
    {
        PrimitiveType { Kind: PrimitiveKind.String } => Quote(Prefix(text)),
        PrimitiveType { Kind: PrimitiveKind.Timestamp } => TimestampText.TryReadInstant(text, out DateTime at)
            ? Quote(TimestampText.WriteMilliseconds(TimestampText.FloorToMillisecond(at), isInstant: true)) : null,
        PrimitiveType { Kind: PrimitiveKind.TimestampNtz } => TimestampText.TryReadLocal(text, out DateTime at)
            ? Quote(TimestampText.WriteMilliseconds(TimestampText.FloorToMillisecond(at), isInstant: false)) : null,
        _ => Exact(text, type, negativeZero: true),
    };

    /// <summary>The upper bound, or null where there is none to write. A NaN is above every bound, so that none holds.</summary>
    internal static string? Max(ColumnStatistics? column, DataType type) => column is not { Max: { } text, HasNaN: false } ? null : type switch
    {
        PrimitiveType { Kind: PrimitiveKind.String } => UpperPrefix(text) is { } prefix ? Quote(prefix) : null,
        PrimitiveType { Kind: PrimitiveKind.Timestamp } => TimestampText.TryReadInstant(text, out DateTime at)
            && TimestampText.CeilingToMillisecond(at) is { } bound
                ? Quote(TimestampText.WriteMilliseconds(bound, isInstant: true)) : null,
        PrimitiveType { Kind: PrimitiveKind.TimestampNtz } => TimestampText.TryReadLocal(text, out DateTime at)
            && TimestampText.CeilingToMillisecond(at) is { } bound
                ? Quote(TimestampText.WriteMilliseconds(bound, isInstant: false)) : null,
        _ => Exact(text, type, negativeZero: false),
    };

    /// <summary>The count of nulls, or null where it is unknown.</summary>
    internal static string? NullCount(ColumnStatistics? column) => column?.NullCount?.ToString(CultureInfo.InvariantCulture);

    private static string? Exact(string text, DataType type, bool negativeZero) => type switch
    {
        DecimalType number => ExactDecimal.TryParse(text, out ExactDecimal value) && value.WithScale(number.Scale) is { } scaled
            ? scaled.ToString() : null,
        PrimitiveType { Kind: PrimitiveKind.Long or PrimitiveKind.Integer or PrimitiveKind.Short or PrimitiveKind.Byte } =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
                ? value.ToString(CultureInfo.InvariantCulture) : null,
        PrimitiveType { Kind: PrimitiveKind.Double } => JavaNumber.TryRead(text, out double value)
            ? Finite(value, value.ToString("R", CultureInfo.InvariantCulture), negativeZero) : null,
        PrimitiveType { Kind: PrimitiveKind.Float } => JavaNumber.TryRead(text, out double value)
            ? Finite((float)value, ((float)value).ToString("R", CultureInfo.InvariantCulture), negativeZero) : null,
        PrimitiveType { Kind: PrimitiveKind.Date } => TimestampText.TryReadDate(text, out DateOnly value)
            ? Quote(TimestampText.Write(value)) : null,
        _ => null,
    };

    // JSON has no infinity. The two zeros are equal, so that the lower bound is the minus one and the upper the plus one.
    private static string? Finite(double value, string text, bool negativeZero) =>
        !double.IsFinite(value) ? null
        : value == 0 ? (negativeZero ? "-0.0" : "0.0")
        : text;

    private static string Prefix(string text)
    {
        if (text.Length <= PrefixLength)
        {
            return text;
        }

        int end = 0;
        for (int count = 0; count < PrefixLength && end < text.Length; count++)
        {
            end += RuneLength(text, end);
        }

        return text[..end];
    }

    // A shortened text is below the whole one, so that something above all that was cut off is put behind it.
    private static string? UpperPrefix(string text)
    {
        int end = Prefix(text).Length;
        for (int count = PrefixLength; end < text.Length; count++)
        {
            if (count > LongestPrefix)
            {
                return null;
            }

            Rune dropped = Rune.TryGetRuneAt(text, end, out Rune rune) ? rune : Rune.ReplacementChar;
            if (dropped.Value < AsciiTieBreaker[0])
            {
                return text[..end] + AsciiTieBreaker;
            }

            if (dropped.Value < 0x10FFFF)
            {
                return text[..end] + TieBreaker;
            }

            end += dropped.Utf16SequenceLength;
        }

        return text;
    }

    private static int RuneLength(string text, int at) => Rune.TryGetRuneAt(text, at, out Rune rune) ? rune.Utf16SequenceLength : 1;

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
