using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Actions;

/// <summary>Reads members of the objects that actions are, null and absent being the same.</summary>
internal static class JsonFields
{
    /// <summary>Checks that the reader stands on the start of an object.</summary>
    /// <exception cref="JsonException">The text has another shape.</exception>
    internal static void ExpectObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"found {reader.TokenType}, expected an object");
        }
    }

    /// <summary>Moves to the next member's name; false at the end of the object.</summary>
    internal static bool NextMember(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Moves to the value and reads a string or null.</summary>
    internal static string? Text(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.GetString();
    }

    /// <summary>Moves to the value and reads a whole number or null; a number in a string is accepted.</summary>
    internal static long? Number(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt64(out long number) ? number : checked((long)reader.GetDecimal());
        }

        return reader.GetString() is { } text
            ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Moves to the value and reads true, false or null.</summary>
    internal static bool? Flag(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
    }

    /// <summary>Moves to the value and passes over it.</summary>
    internal static void Pass(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        reader.Skip();
    }

    /// <summary>Moves to the value and reads an object as raw text; null for null and for an empty object.</summary>
    internal static string? RawObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        ExpectObject(ref reader);
        string raw = JsonText.TakeRaw(ref reader, content);
        return raw.AsSpan(1, raw.Length - 2).Trim().IsEmpty ? null : raw;
    }

    /// <summary>Moves to the value and reads a list of strings; null for null.</summary>
    /// <exception cref="JsonException">The text has another shape.</exception>
    internal static List<string>? Texts(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"found {reader.TokenType}, expected an array");
        }

        List<string> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.GetString() ?? throw new JsonException("found null in an array of names"));
        }

        return texts;
    }

    /// <summary>
    /// Moves to the value and reads an object of texts; values that are not strings are given as JSON, nulls left out.
    /// </summary>
    internal static Dictionary<string, string> TextMap(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return map;
        }

        ExpectObject(ref reader);
        while (NextMember(ref reader))
        {
            string name = reader.GetString()!; // A member's name is never null.
            _ = reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                map[name] =
                    reader.TokenType == JsonTokenType.String
                        ? reader.GetString()! // The token says that it is a string.
                        : JsonText.TakeRaw(ref reader, content);
            }
        }

        return map;
    }
}
