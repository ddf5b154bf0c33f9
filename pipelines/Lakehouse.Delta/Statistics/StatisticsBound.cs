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
    internal static string? Min(ColumnStatistics? column, DataType type) =>
        (column?.Min, type) switch
        {
            (null, _) => null,
            ({ } text, PrimitiveType { Kind: PrimitiveKind.String }) => Quote(Prefix(text)),
            ({ } text, PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz } time) =>
                Millisecond(
                    text,
                    time.Kind == PrimitiveKind.Timestamp,
                    static at => TimestampText.FloorToMillisecond(at)
                ),
            ({ } text, _) => Exact(text, type, zero: "-0.0"),
        };

    /// <summary>
    /// The upper bound, or null where there is none to write. A NaN is above every bound, so that none holds.
    /// </summary>
    internal static string? Max(ColumnStatistics? column, DataType type) =>
        (column?.Max, column?.HasNaN, type) switch
        {
            (null, _, _) or (_, true, _) => null,
            ({ } text, _, PrimitiveType { Kind: PrimitiveKind.String }) => UpperPrefix(text) is { } prefix
                ? Quote(prefix)
                : null,
            ({ } text, _, PrimitiveType { Kind: PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz } time) =>
                Millisecond(text, time.Kind == PrimitiveKind.Timestamp, TimestampText.CeilingToMillisecond),
            ({ } text, _, _) => Exact(text, type, zero: "0.0"),
        };

    /// <summary>The count of nulls, or null where it is unknown.</summary>
    internal static string? NullCount(ColumnStatistics? column) =>
        column?.NullCount?.ToString(CultureInfo.InvariantCulture);

    // The protocol's bounds have milliseconds. The lower one is rounded down and the upper one up, so that both hold.
    private static string? Millisecond(string text, bool isInstant, Func<DateTime, DateTime?> round)
    {
        bool isKnown = isInstant
            ? TimestampText.TryReadInstant(text, out DateTime at)
            : TimestampText.TryReadLocal(text, out at);
        return isKnown && round(at) is { } bound ? Quote(TimestampText.WriteMilliseconds(bound, isInstant)) : null;
    }

    private static string? Exact(string text, DataType type, string zero) =>
        type switch
        {
            DecimalType number => ExactDecimal.TryParse(text, out ExactDecimal value)
                ? value.WithScale(number.Scale)?.ToString()
                : null,
            PrimitiveType
            {
                Kind: PrimitiveKind.Long or PrimitiveKind.Integer or PrimitiveKind.Short or PrimitiveKind.Byte
            } => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
                ? value.ToString(CultureInfo.InvariantCulture)
                : null,
            PrimitiveType { Kind: PrimitiveKind.Double } => JavaNumber.TryRead(text, out double value)
                ? Finite(value, value.ToString("R", CultureInfo.InvariantCulture), zero)
                : null,
            PrimitiveType { Kind: PrimitiveKind.Float } => JavaNumber.TryRead(text, out double value)
                ? Finite((float)value, ((float)value).ToString("R", CultureInfo.InvariantCulture), zero)
                : null,
            PrimitiveType { Kind: PrimitiveKind.Date } => TimestampText.TryReadDate(text, out DateOnly value)
                ? Quote(TimestampText.Write(value))
                : null,
            _ => null,
        };

    // JSON has no infinity. The two zeros are equal, so that the lower bound is the minus one and the upper the plus
    // one.
    private static string? Finite(double value, string text, string zero)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        return value == 0 ? zero : text;
    }

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
        int count = PrefixLength;
        while (end < text.Length)
        {
            if (count++ > LongestPrefix)
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

    private static int RuneLength(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out Rune rune) ? rune.Utf16SequenceLength : 1;

    private static string Quote(string text) =>
        $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
