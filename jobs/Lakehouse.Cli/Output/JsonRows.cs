using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lakehouse.Cli.Output;

/// <summary>Writes rows as one JSON object a line.</summary>
/// <remarks>
/// Decimals are strings, so that no reader rounds them; dates and instants are ISO 8601, instants with <c>Z</c>;
/// nulls are kept; bytes are base64; what JSON has no number for (NaN, infinities) is a string.
/// </remarks>
internal static class JsonRows
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one row.</summary>
    /// <param name="names">The columns' names; one that repeats gets a number.</param>
    /// <param name="values">The values in the same order.</param>
    /// <returns>The object's text, in one line.</returns>
    internal static string Line(IReadOnlyList<string> names, IReadOnlyList<object?> values)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            for (int index = 0; index < names.Count; index++)
            {
                json.WritePropertyName(names[index]);
                Write(json, values[index]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Makes column names unique, because an object's names are.</summary>
    /// <param name="names">The names as a SELECT gives them.</param>
    /// <returns>The names; the second <c>n</c> is <c>n_1</c>.</returns>
    internal static IReadOnlyList<string> Unique(IReadOnlyList<string> names)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        List<string> unique = [];
        foreach (string name in names)
        {
            string candidate = name;
            int number = 0;
            while (!taken.Add(candidate))
            {
                number++;
                candidate = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
            }

            unique.Add(candidate);
        }

        return unique;
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long or BigInteger:
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case decimal number:
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case DateTime instant:
                json.WriteStringValue(ValueText.Instant(instant, 'T') + "Z");
                break;
            case DateTimeOffset instant:
                json.WriteStringValue(ValueText.Instant(instant.UtcDateTime, 'T') + "Z");
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            case IDictionary fields:
                WriteRecord(json, fields);
                break;
            case IEnumerable items:
                WriteList(json, items);
                break;
            default:
                json.WriteStringValue(ValueText.Of(value));
                break;
        }
    }

    private static void WriteRecord(Utf8JsonWriter json, IDictionary fields)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry field in fields)
        {
            json.WritePropertyName(Convert.ToString(field.Key, CultureInfo.InvariantCulture) ?? ValueText.Null);
            Write(json, field.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable items)
    {
        json.WriteStartArray();
        foreach (object? item in items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }
}
