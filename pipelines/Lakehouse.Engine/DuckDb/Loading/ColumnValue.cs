using System.Globalization;
using System.Numerics;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Loading;

/// <summary>Brings a value into exactly the .NET type of its column's width, or refuses it.</summary>
internal static class ColumnValue
{
    /// <summary>Fits a value to its column.</summary>
    /// <param name="value">A value of one of the kinds that <see cref="RowSet"/> names, or a narrower integer.</param>
    /// <param name="field">The column; primitive.</param>
    /// <param name="rowNumber">The row, from 1, for the message.</param>
    /// <returns>Null, or a value of the one .NET type that the column's vector holds.</returns>
    /// <exception cref="EngineException"><c>LH2501</c>: it does not fit.</exception>
    public static object? Fit(object? value, StructField field, long rowNumber)
    {
        if (value is null)
        {
            return field.IsNullable ? null : throw Refuse("null", field, rowNumber);
        }

        object? fitted = field.Type switch
        {
            DecimalType type => Decimal(value, type),
            PrimitiveType type => Primitive(value, type.Kind),
            _ => null,
        };
        return fitted
            ?? throw Refuse(
                $"the {value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
                field,
                rowNumber
            );
    }

    // One case a kind, each a line: the count of branches says nothing here.
#pragma warning disable S3776
    private static object? Primitive(object value, PrimitiveKind kind) =>
        kind switch
        {
            PrimitiveKind.String => value as string,
            PrimitiveKind.Long => Integer(value, long.MinValue, long.MaxValue) is { } number ? (long)number : null,
            PrimitiveKind.Integer => Integer(value, int.MinValue, int.MaxValue) is { } number ? (int)number : null,
            PrimitiveKind.Short => Integer(value, short.MinValue, short.MaxValue) is { } number ? (short)number : null,
            PrimitiveKind.Byte => Integer(value, sbyte.MinValue, sbyte.MaxValue) is { } number ? (sbyte)number : null,
            PrimitiveKind.Double => value is double or float
                ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
                : null,
            PrimitiveKind.Float => Float(value),
            PrimitiveKind.Boolean => value is bool ? value : null,
            PrimitiveKind.Binary => value as byte[],
            PrimitiveKind.Date => value is DateOnly ? value : null,
            PrimitiveKind.Timestamp => value switch
            {
                DateTime { Kind: DateTimeKind.Utc } instant => instant,
                DateTimeOffset instant => instant.UtcDateTime,
                _ => null,
            },
            PrimitiveKind.TimestampNtz => value is DateTime { Kind: not DateTimeKind.Local } ? value : null,

            // A void column holds nothing but null, which never comes here.
            PrimitiveKind.Void => null,
            _ => null,
        };

#pragma warning restore S3776

    private static BigInteger? Integer(object value, BigInteger min, BigInteger max)
    {
        BigInteger? number = value switch
        {
            sbyte or short or int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            byte or ushort or uint or ulong => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
            BigInteger big => big,
            _ => null,
        };
        return number >= min && number <= max ? number : null;
    }

    private static object? Float(object value) =>
        value switch
        {
            float => value,
            double number
                when BitConverter.DoubleToInt64Bits((float)number) == BitConverter.DoubleToInt64Bits(number) =>
                (float)number,
            _ => null,
        };

    private static decimal? Decimal(object value, DecimalType type)
    {
        decimal? number = value switch
        {
            decimal exact => exact,
            sbyte or short or int or long or byte or ushort or uint or ulong => Convert.ToDecimal(
                value,
                CultureInfo.InvariantCulture
            ),
            _ => null,
        };
        return number is { } found && HasScale(found, type.Scale) && HasDigits(found, type.Precision - type.Scale)
            ? found
            : null;
    }

    private static bool HasScale(decimal number, int scale) => scale >= 28 || decimal.Round(number, scale) == number;

    private static bool HasDigits(decimal number, int digits) =>
        BigInteger.Abs(new BigInteger(decimal.Truncate(number))) < BigInteger.Pow(10, digits);

    private static EngineException Refuse(string found, StructField field, long rowNumber) =>
        new(
            "LH2501",
            string.Create(
                CultureInfo.InvariantCulture,
                $"found {found} for column {field.Name} in row {rowNumber}, expected {Expected(field)}."
            ),
            "Give a value of that type and range; instants are DateTime with kind Utc."
        );

    private static string Expected(StructField field) =>
        Text.DuckDbType.InSql(field.Type) + (field.IsNullable ? string.Empty : ", not null");
}
