using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Partitions;

/// <summary>The first layer of a path: a partition value as the text that the log holds.</summary>
/// <remarks>
/// The value of a type is: <c>string</c>; <see cref="long"/>, <see cref="int"/>, <see cref="short"/>,
/// <see cref="sbyte"/>; <see cref="double"/>, <see cref="float"/>; <see cref="bool"/>; a byte array;
/// <see cref="DateOnly"/>; <see cref="DateTimeOffset"/> for a timestamp; <see cref="DateTime"/> for a timestamp_ntz;
/// <see cref="ExactDecimal"/> for a decimal. Null and the empty text are both null, in every type.
/// </remarks>
public static class PartitionValue
{
    private static readonly FrozenDictionary<PrimitiveKind, Func<string, object?>> Readers = new Dictionary<
        PrimitiveKind,
        Func<string, object?>
    >
    {
        [PrimitiveKind.String] = static text => text,
        [PrimitiveKind.Binary] = static text => Encoding.UTF8.GetBytes(text),
        [PrimitiveKind.Long] = Whole<long>,
        [PrimitiveKind.Integer] = Whole<int>,
        [PrimitiveKind.Short] = Whole<short>,
        [PrimitiveKind.Byte] = Whole<sbyte>,
        [PrimitiveKind.Double] = static text => JavaNumber.TryRead(text, out double value) ? value : null,
        [PrimitiveKind.Float] = static text => JavaNumber.TryRead(text, out double value) ? (float)value : null,
        [PrimitiveKind.Boolean] = static text => bool.TryParse(text, out bool value) ? value : null,
        [PrimitiveKind.Date] = static text => TimestampText.TryReadDate(text, out DateOnly value) ? value : null,
        [PrimitiveKind.Timestamp] = static text =>
            TimestampText.TryReadInstant(text, out DateTime value) ? new DateTimeOffset(value, TimeSpan.Zero) : null,
        [PrimitiveKind.TimestampNtz] = static text =>
            TimestampText.TryReadLocal(text, out DateTime value) ? value : null,
    }.ToFrozenDictionary();

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads a text of the log.</summary>
    /// <param name="text">The text; null and empty are null.</param>
    /// <param name="type">The column's type; not a list, map or struct.</param>
    /// <returns>The value, or null. A timestamp without a zone is taken as UTC.</returns>
    /// <exception cref="DeltaException"><c>LH1306</c>: the text is no value of the type.</exception>
    public static object? Parse(string? text, DataType type)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        object? value = type switch
        {
            DecimalType number => ParseDecimal(text, number),
            PrimitiveType primitive => Readers.TryGetValue(primitive.Kind, out Func<string, object?>? read)
                ? read(text)
                : null,
            _ => null,
        };
        return value ?? throw Unreadable(text, type);
    }

    /// <summary>Writes a value for the log.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="type">The column's type.</param>
    /// <returns>The text; null for null, for an empty text and for no bytes.</returns>
    /// <exception cref="DeltaException"><c>LH1306</c>: the value is not of the type, or its bytes are not
    /// UTF-8.</exception>
    public static string? Serialize(object? value, DataType type)
    {
        string? text = (value, type) switch
        {
            (null, _) => null,
            (ExactDecimal number, DecimalType decimalType) => WriteDecimal(number, decimalType),
            (_, PrimitiveType primitive) => Write(value, primitive.Kind) ?? throw Mismatch(value, type),
            _ => throw Mismatch(value, type),
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>
    /// Gives a text the one spelling that this assembly writes, so that equal values are equal texts.
    /// </summary>
    /// <param name="text">The text; the folder name of null counts as null.</param>
    /// <param name="type">The column's type.</param>
    /// <returns>The text, or null.</returns>
    /// <exception cref="DeltaException"><c>LH1306</c>: the text is no value of the type.</exception>
    public static string? Normalize(string? text, DataType type) =>
        string.Equals(text, HivePath.NullFolder, StringComparison.Ordinal) ? null : Serialize(Parse(text, type), type);

    private static object? Whole<T>(string text)
        where T : struct, IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value) ? value : null;

    private static string? Write(object value, PrimitiveKind kind) =>
        (kind, value) switch
        {
            (PrimitiveKind.String, string text) => text,
            (PrimitiveKind.Binary, byte[] bytes) => WriteBytes(bytes),
            (PrimitiveKind.Long, long number) => number.ToString(CultureInfo.InvariantCulture),
            (PrimitiveKind.Integer, int number) => number.ToString(CultureInfo.InvariantCulture),
            (PrimitiveKind.Short, short number) => number.ToString(CultureInfo.InvariantCulture),
            (PrimitiveKind.Byte, sbyte number) => number.ToString(CultureInfo.InvariantCulture),
            (PrimitiveKind.Double, double number) => JavaNumber.Write(number),
            (PrimitiveKind.Float, float number) => JavaNumber.Write(number),
            (PrimitiveKind.Boolean, bool flag) => flag ? "true" : "false",
            (PrimitiveKind.Date, DateOnly day) => TimestampText.Write(day),
            (PrimitiveKind.Timestamp, DateTimeOffset instant) => TimestampText.WriteInstant(instant.UtcDateTime),
            (PrimitiveKind.TimestampNtz, DateTime time) => TimestampText.WriteLocal(time),
            _ => null,
        };

    private static string WriteBytes(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException failure)
        {
            throw new DeltaException(
                "LH1306",
                $"Found a binary partition value of {bytes.Length} bytes that are not UTF-8, expected UTF-8: the "
                    + "log holds text.",
                "Partition by another column, for example by the bytes in hexadecimal.",
                failure
            );
        }
    }

    private static ExactDecimal? ParseDecimal(string text, DecimalType type) =>
        ExactDecimal.TryParse(text, out ExactDecimal number)
        && number.WithScale(type.Scale) is { } scaled
        && scaled.FitsIn(type.Precision)
            ? scaled
            : null;

    private static string WriteDecimal(ExactDecimal number, DecimalType type) =>
        number.WithScale(type.Scale) is { } scaled && scaled.FitsIn(type.Precision)
            ? scaled.ToString()
            : throw Mismatch(number, type);

    private static DeltaException Unreadable(string text, DataType type) =>
        new(
            "LH1306",
            $"Found the partition value '{text}', expected a value of type {type.ToSql()}.",
            "Correct the value, or the type of the partition column."
        );

    private static DeltaException Mismatch(object value, DataType type) =>
        new(
            "LH1306",
            $"Found a partition value of the .NET type {value.GetType().Name}, expected a value that "
                + $"{type.ToSql()} can hold.",
            "Correct the value, or the type of the partition column."
        );
}
