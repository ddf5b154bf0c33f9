using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.DuckDb.Loading;

/// <summary>Writes a list, map or struct as the JSON from which DuckDB casts it to its type.</summary>
internal static class NestedJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">A list, or a dictionary by field name or key.</param>
    /// <param name="field">The column.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="EngineException"><c>LH2501</c>: something in the value does not fit its type.</exception>
    public static string Of(object value, StructField field)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value, field);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, object? value, StructField field)
    {
        switch (value, field.Type)
        {
            case (null, _):
                writer.WriteNullValue();
                break;
            case (IDictionary record, StructType type):
                WriteRecord(writer, record, type, field);
                break;
            case (IDictionary map, MapType type):
                WriteMap(writer, map, type, field);
                break;
            case (IEnumerable list, ArrayType type) when value is not string and not IDictionary:
                WriteList(writer, list, type, field);
                break;
            case (_, ArrayType or MapType or StructType):
                throw Refuse(value, field);
            default:
                WriteLeaf(writer, ColumnValue.Fit(value, field, rowNumber: 0)!, field);
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable list, ArrayType type, StructField field)
    {
        writer.WriteStartArray();
        foreach (object? item in list)
        {
            Write(writer, item, new StructField(field.Name, type.Element));
        }

        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, IDictionary map, MapType type, StructField field)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
            Write(writer, entry.Value, new StructField(field.Name, type.Value));
        }

        writer.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter writer, IDictionary record, StructType type, StructField field)
    {
        foreach (object key in record.Keys)
        {
            if (!type.Fields.Any(member => member.Name.Equals(key as string, StringComparison.Ordinal)))
            {
                throw Refuse(record, field);
            }
        }

        writer.WriteStartObject();
        foreach (StructField member in type.Fields)
        {
            writer.WritePropertyName(member.Name);
            Write(writer, record[member.Name], member with { Name = $"{field.Name}.{member.Name}" });
        }

        writer.WriteEndObject();
    }

    // Everything but integers and flags goes as text, which DuckDB casts exactly.
    private static void WriteLeaf(Utf8JsonWriter writer, object value, StructField field)
    {
        switch (value)
        {
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long or int or short or sbyte:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case DateOnly day:
                writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTime instant:
                writer.WriteStringValue(instant.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
                break;
            case double or float or decimal:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                throw Refuse(value, field);
        }
    }

    private static EngineException Refuse(object value, StructField field) =>
        new(
            "LH2501",
            $"found a {value.GetType().Name} for column {field.Name}, expected {Text.DuckDbType.InSql(field.Type)}.",
            "Give a list for a list, a dictionary by field name for a struct, and a dictionary by key for a map."
        );
}
