using System.Text;
using System.Text.Json;

namespace Lakehouse.Engine.DuckDb.Checkpoints;

/// <summary>Brings DuckDB's JSON of an action into the form of a commit file's line.</summary>
internal static class CheckpointJson
{
    private static readonly HashSet<string> TextMaps = new(StringComparer.Ordinal)
    {
        "partitionValues",
        "tags",
        "configuration",
        "options",
    };

    /// <summary>
    /// Writes <c>{"add":{…}}</c>: members that are null are left out, but for those of maps, where null is a value.
    /// </summary>
    /// <param name="action">The action's name.</param>
    /// <param name="json">The action as DuckDB wrote it.</param>
    /// <returns>One line.</returns>
    public static string Line(string action, string json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions
                {
                    SkipValidation = true,
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            writer.WriteStartObject();
            writer.WritePropertyName(action);
            Write(writer, document.RootElement, keepsNulls: false);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, bool keepsNulls)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    if (keepsNulls || member.Value.ValueKind != JsonValueKind.Null)
                    {
                        writer.WritePropertyName(member.Name);
                        Write(writer, member.Value, TextMaps.Contains(member.Name));
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item, keepsNulls: true);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                // As it is written: a number may have more digits than any .NET type.
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
