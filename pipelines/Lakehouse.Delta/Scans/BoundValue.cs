using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Scans;

/// <summary>Reads bounds of statistics as widely as their writers may have meant them.</summary>
/// <remarks>
/// A bound is none where it is not surely one: booleans and bytes, on which writers err; days and instants before 1900,
/// which old writers counted by another calendar; instants without a zone.
/// </remarks>
internal static class BoundValue
{
    private const int ExactDoubleDigits = 15;
    private const int ShortenedText = 32;
    private const int LostBits = 50;

    private static readonly long FirstSureTick = new DateTime(1900, 1, 2, 0, 0, 0, DateTimeKind.Unspecified).Ticks;

    /// <summary>A value that no value of the file lies below, or null.</summary>
    internal static ScanValue? Lower(JsonElement? bound, ScanColumn column) => Read(bound, column, isUpper: false);

    /// <summary>A value that no value of the file but a NaN lies above, or null.</summary>
    internal static ScanValue? Upper(JsonElement? bound, ScanColumn column) => Read(bound, column, isUpper: true);

    /// <summary>The value of a partition, of the kinds that <see cref="PartitionValue"/> gives.</summary>
    internal static ScanValue? OfPartition(object value) =>
        value switch
        {
            string text => new ScanValue.Text(text),
            long or int or short or sbyte => new ScanValue.Number(
                new ExactDecimal(new BigInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture)), 0)
            ),
            ExactDecimal number => new ScanValue.Number(number),
            double number => new ScanValue.Floating(number),
            float number => new ScanValue.Floating(number),
            bool truth => new ScanValue.Truth(truth),
            byte[] bytes => new ScanValue.Bytes(bytes),
            DateOnly day => new ScanValue.Moment(day.ToDateTime(TimeOnly.MinValue).Ticks),
            DateTimeOffset instant => new ScanValue.Moment(instant.UtcTicks),
            DateTime time => new ScanValue.Moment(time.Ticks),
            _ => null,
        };

    private static ScanValue? Read(JsonElement? bound, ScanColumn column, bool isUpper)
    {
        if (TextOf(bound) is not { } text)
        {
            return null;
        }

        bool isNumber = bound is { ValueKind: JsonValueKind.Number };
        return column.Type switch
        {
            DecimalType type => Decimal(text, type, isUpper),
            PrimitiveType { Kind: PrimitiveKind.String } => isNumber ? null : Shortened(text, isUpper),
            PrimitiveType
            {
                Kind: PrimitiveKind.Long or PrimitiveKind.Integer or PrimitiveKind.Short or PrimitiveKind.Byte
            } => Whole(text),
            PrimitiveType { Kind: PrimitiveKind.Double or PrimitiveKind.Float } => Floating(text, column, isUpper),
            PrimitiveType
            {
                Kind: PrimitiveKind.Date or PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz
            } time => isNumber ? null : Moment(text, time.Kind, isUpper),
            _ => null,
        };
    }

    private static string? TextOf(JsonElement? bound)
    {
        try
        {
            return bound switch
            {
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                { ValueKind: JsonValueKind.String } text => text.GetString(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text.
            return null;
        }
    }

    private static ScanValue.Number? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? new ScanValue.Number(new ExactDecimal(value, 0))
            : null;

    // Some writers pass decimals through a double. What does not have all its decimals may have lost digits so.
    private static ScanValue.Number? Decimal(string text, DecimalType type, bool isUpper)
    {
        if (!ExactDecimal.TryParse(text, out ExactDecimal value))
        {
            return null;
        }

        bool isExact =
            type.Precision <= ExactDoubleDigits || (value.Scale == type.Scale && !text.AsSpan().ContainsAny('e', 'E'));
        if (isExact)
        {
            return new ScanValue.Number(value);
        }

        int scale = Math.Max(value.Scale, type.Scale);
        ExactDecimal full = value.WithScale(scale)!.Value; // Digits are added.
        BigInteger lost = (BigInteger.Abs(full.Unscaled) >> LostBits) + 1;
        return new ScanValue.Number(full with { Unscaled = isUpper ? full.Unscaled + lost : full.Unscaled - lost });
    }

    private static ScanValue.Floating? Floating(string text, ScanColumn column, bool isUpper)
    {
        if (!JavaNumber.TryRead(text, out double value) || double.IsNaN(value))
        {
            return null;
        }

        if (column.Type is PrimitiveType { Kind: PrimitiveKind.Float })
        {
            return new ScanValue.Floating((float)value);
        }

        // The shortest text of a float is another double than the float is.
        double narrow = column.HasChangedType ? (float)value : value;
        return new ScanValue.Floating(isUpper ? Math.Max(value, narrow) : Math.Min(value, narrow));
    }

    // An upper bound that was cut without a mark behind it is below the texts that it was cut from.
    private static ScanValue.Text Shortened(string text, bool isUpper) =>
        new(isUpper && text.Length >= ShortenedText ? text + "\U0010FFFF" : text);

    private static ScanValue.Moment? Moment(string text, PrimitiveKind kind, bool isUpper)
    {
        long ticks;
        switch (kind)
        {
            case PrimitiveKind.Date when TimestampText.TryReadDate(text, out DateOnly day):
                ticks = day.ToDateTime(TimeOnly.MinValue).Ticks;
                break;
            case PrimitiveKind.Timestamp
                when !TimestampText.TryReadLocal(text, out _) && TimestampText.TryReadInstant(text, out DateTime instant):
                ticks = WithMillisecond(instant.Ticks, isUpper);
                break;
            case PrimitiveKind.TimestampNtz when TimestampText.TryReadLocal(text.TrimEnd('Z'), out DateTime time):
                ticks = WithMillisecond(time.Ticks, isUpper);
                break;
            default:
                return null;
        }

        return ticks < FirstSureTick ? null : new ScanValue.Moment(ticks);
    }

    // Writers cut instants to the millisecond, upper bounds too; lower ones may be cut only downwards.
    private static long WithMillisecond(long ticks, bool isUpper) =>
        isUpper ? Math.Min(ticks, long.MaxValue - TimeSpan.TicksPerMillisecond) + TimeSpan.TicksPerMillisecond : ticks;
}
