using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Scans;

/// <summary>Reads literals of parsed SQL as values that a column is compared with.</summary>
/// <remarks>
/// Only those whose comparison with the column's type is known to the last detail: an engine that casts the column
/// instead, or a text of an unusual form, gives none.
/// </remarks>
internal static class SqlLiteral
{
    private const int UnsureFloatSteps = 2;
    private const long ExactInDouble = 1L << 53;
    private const long ExactInFloat = 1L << 24;

    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm:ss.FFFFFF",
        "yyyy-MM-ddTHH:mm:ss.FFFFFF",
    ];

    /// <summary>Whether an expression is the literal null.</summary>
    internal static bool IsNull(JsonElement expression) =>
        ParsedCondition.Kind(expression) == "VALUE_CONSTANT"
        && expression.GetProperty("value").GetProperty("is_null").GetBoolean();

    /// <summary>The truth value of a literal, or null where it is none.</summary>
    internal static bool? Truth(JsonElement expression) =>
        CastTo(expression) == "BOOLEAN" ? TruthOf(Text(expression.GetProperty("child"))) : null;

    /// <summary>Reads a literal.</summary>
    /// <param name="expression">The parsed expression.</param>
    /// <param name="type">The type of the column that it is compared with.</param>
    /// <returns>The literal, or null where the expression is none that is surely understood.</returns>
    internal static ScanLiteral? Read(JsonElement expression, DataType type) =>
        type switch
        {
            DecimalType => Exact(Number(expression)),
            PrimitiveType { Kind: var kind } => kind switch
            {
                PrimitiveKind.Long or PrimitiveKind.Integer or PrimitiveKind.Short or PrimitiveKind.Byte => Exact(
                    Number(expression)
                ),
                PrimitiveKind.Double => Double(expression),
                PrimitiveKind.Float => Float(expression),
                PrimitiveKind.String => Text(expression) is { } text ? ScanLiteral.Of(new ScanValue.Text(text)) : null,
                PrimitiveKind.Boolean => Truth(expression) is { } truth
                    ? ScanLiteral.Of(new ScanValue.Truth(truth))
                    : null,
                PrimitiveKind.Binary => CastTo(expression) == "BLOB" && Bytes(expression) is { } bytes
                    ? ScanLiteral.Of(new ScanValue.Bytes(bytes))
                    : null,
                PrimitiveKind.Date or PrimitiveKind.Timestamp or PrimitiveKind.TimestampNtz => Time(expression, kind),
                _ => null,
            },
            _ => null,
        };

    private static ScanLiteral? Exact(ExactDecimal? number) =>
        number is { } value ? ScanLiteral.Of(new ScanValue.Number(value)) : null;

    private static ExactDecimal? Number(JsonElement expression)
    {
        if (ParsedCondition.Kind(expression) != "VALUE_CONSTANT" || IsNull(expression))
        {
            return null;
        }

        JsonElement constant = expression.GetProperty("value");
        JsonElement type = constant.GetProperty("type");
        return type.GetProperty("id").GetString() switch
        {
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" => Whole(constant.GetProperty("value")) is { } whole
                ? new ExactDecimal(whole, 0)
                : null,
            "DECIMAL" => Whole(constant.GetProperty("value")) is { } digits
                ? new ExactDecimal(digits, type.GetProperty("type_info").GetProperty("scale").GetInt32())
                : null,
            _ => null,
        };
    }

    // The parser writes 128 bits as two halves.
    private static BigInteger? Whole(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out long number) => number,
            JsonValueKind.Object => (new BigInteger(value.GetProperty("upper").GetInt64()) << 64)
                + value.GetProperty("lower").GetUInt64(),
            _ => null,
        };

    private static double? Floating(JsonElement expression) =>
        ParsedCondition.Kind(expression) == "VALUE_CONSTANT"
        && !IsNull(expression)
        && TypeOf(expression) == "DOUBLE"
        && expression.GetProperty("value").GetProperty("value") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out double number)
        && double.IsFinite(number)
            ? number
            : null;

    private static ScanLiteral? Double(JsonElement expression)
    {
        if (Floating(expression) is { } known)
        {
            return ScanLiteral.Of(new ScanValue.Floating(known));
        }

        if (Number(expression) is not { } number)
        {
            return null;
        }

        double low = double.Parse(number.ToString(), CultureInfo.InvariantCulture);
        double high = low;
        for (int step = 0; step < UnsureFloatSteps && !IsExact(number, ExactInDouble); step++)
        {
            (low, high) = (Math.BitDecrement(low), Math.BitIncrement(high));
        }

        return new ScanLiteral(new ScanValue.Floating(low), new ScanValue.Floating(high));
    }

    private static ScanLiteral? Float(JsonElement expression)
    {
        if (Floating(expression) is { } known)
        {
            double rounded = (float)known;
            return new ScanLiteral(
                new ScanValue.Floating(Math.Min(known, rounded)),
                new ScanValue.Floating(Math.Max(known, rounded))
            );
        }

        if (Number(expression) is not { } number)
        {
            return null;
        }

        float low = float.Parse(number.ToString(), CultureInfo.InvariantCulture);
        float high = low;
        for (int step = 0; step < UnsureFloatSteps && !IsExact(number, ExactInFloat); step++)
        {
            (low, high) = (MathF.BitDecrement(low), MathF.BitIncrement(high));
        }

        return new ScanLiteral(new ScanValue.Floating(low), new ScanValue.Floating(high));
    }

    private static bool IsExact(ExactDecimal number, long limit) =>
        number.WithScale(0) is { } whole && BigInteger.Abs(whole.Unscaled) <= limit;

    private static ScanLiteral? Time(JsonElement expression, PrimitiveKind column)
    {
        string? cast = CastTo(expression);
        string? text = Text(cast is null ? expression : expression.GetProperty("child"));

        // A text without a cast is cast to the column's type.
        bool isDay = cast == "DATE" || (cast is null && column == PrimitiveKind.Date);
        return
            cast is null or "DATE" or "TIMESTAMP"
            && DateTime.TryParseExact(
                text,
                isDay ? TimeForms[..1] : TimeForms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out DateTime time
            )
            ? ScanLiteral.Of(new ScanValue.Moment(time.Ticks))
            : null;
    }

    private static byte[]? Bytes(JsonElement expression)
    {
        if (Text(expression.GetProperty("child")) is not { } text || !text.All(char.IsAscii))
        {
            return null;
        }

        List<byte> bytes = [];
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                bytes.Add((byte)text[at]);
                continue;
            }

            const int Escape = 4;
            if (
                at + Escape > text.Length
                || text[at + 1] != 'x'
                || !byte.TryParse(
                    text.AsSpan(at + 2, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out byte value
                )
            )
            {
                return null;
            }

            bytes.Add(value);
            at += Escape - 1;
        }

        return [.. bytes];
    }

    private static bool? TruthOf(string? text) =>
        text switch
        {
            "t" or "true" => true,
            "f" or "false" => false,
            _ => null,
        };

    private static string? Text(JsonElement expression) =>
        ParsedCondition.Kind(expression) == "VALUE_CONSTANT" && !IsNull(expression) && TypeOf(expression) == "VARCHAR"
            ? expression.GetProperty("value").GetProperty("value").GetString()
            : null;

    private static string? TypeOf(JsonElement constant) =>
        constant.GetProperty("value").GetProperty("type").GetProperty("id").GetString();

    private static string? CastTo(JsonElement expression) =>
        ParsedCondition.Kind(expression) == "OPERATOR_CAST" && !expression.GetProperty("try_cast").GetBoolean()
            ? expression.GetProperty("cast_type").GetProperty("id").GetString()
            : null;
}
