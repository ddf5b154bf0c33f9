using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lakehouse.Delta.Text;

/// <summary>How this assembly writes JSON: one line, non-ASCII letters as they are, nothing escaped for HTML.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = false,
    };

    /// <summary>Starts a writer with the house's options.</summary>
    internal static Utf8JsonWriter Writer(IBufferWriter<byte> buffer) => new(buffer, Options);

    /// <summary>Writes one JSON value to a string.</summary>
    internal static string Compose(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using (Utf8JsonWriter writer = Writer(buffer))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whether a text is one JSON object.</summary>
    internal static bool IsObject(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Takes the value that the reader stands on as raw JSON text; the reader then stands on its end.
    /// </summary>
    /// <param name="reader">Stands on the first token of the value.</param>
    /// <param name="source">What the reader reads.</param>
    internal static string TakeRaw(ref Utf8JsonReader reader, ReadOnlySpan<byte> source)
    {
        int start = checked((int)reader.TokenStartIndex);
        reader.Skip();
        return Encoding.UTF8.GetString(source[start..checked((int)reader.BytesConsumed)]);
    }
}
