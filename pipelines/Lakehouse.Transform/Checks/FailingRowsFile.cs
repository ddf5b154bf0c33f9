using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Engine;

namespace Lakehouse.Transform.Checks;

/// <summary>Keeps rows that failed a check, one JSON object a line.</summary>
internal static class FailingRowsFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes rows; decimals and other numbers that JSON readers round are texts, days and instants are ISO 8601.</summary>
    internal static async Task WriteAsync(string path, RowSet rows, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // The caller gives a path below the warehouse.
        using MemoryStream buffer = new();
        foreach (IReadOnlyList<object?> row in rows.Rows)
        {
            using (Utf8JsonWriter writer = new(buffer, Options))
            {
                writer.WriteStartObject();
                for (int i = 0; i < row.Count; i++)
                {
                    writer.WritePropertyName(rows.Columns[i].Name);
                    WriteValue(writer, row[i]);
                }

                writer.WriteEndObject();
            }

            buffer.WriteByte((byte)'\n');
        }

        await File.WriteAllBytesAsync(path, buffer.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case DateOnly day:
                writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTime instant:
                writer.WriteStringValue(instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IEnumerable<KeyValuePair<string, object?>> fields:
                writer.WriteStartObject();
                foreach ((string name, object? inner) in fields)
                {
                    writer.WritePropertyName(name);
                    WriteValue(writer, inner);
                }

                writer.WriteEndObject();
                break;
            case System.Collections.IEnumerable items:
                writer.WriteStartArray();
                foreach (object? inner in items)
                {
                    WriteValue(writer, inner);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
