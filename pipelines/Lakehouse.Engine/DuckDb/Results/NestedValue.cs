using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Lakehouse.Engine.DuckDb.Results;

/// <summary>Reads lists, maps and structs from the JSON that DuckDB makes of them, by their types.</summary>
/// <remarks>DuckDB.NET's own readers refuse a null within a list or a map; JSON carries all of them.</remarks>
internal static class NestedValue
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    /// <summary>Reads a value.</summary>
    /// <param name="json">What <c>to_json</c> gives.</param>
    /// <param name="type">The type.</param>
    /// <returns>A list of values, or a dictionary by field name or key.</returns>
    public static object? Of(string json, ResultType type)
    {
        using JsonDocument document = JsonDocument.Parse(json, Deep);
        return Read(document.RootElement, type);
    }

    private static object? Read(JsonElement value, ResultType type)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return type.Name switch
        {
            "list" when type.IsNested => value
                .EnumerateArray()
                .Select(item => Read(item, type.Members[0].Type))
                .ToList(),
            "map" when type.IsNested => value
                .EnumerateObject()
                .ToDictionary(
                    entry => entry.Name,
                    entry => Read(entry.Value, type.Members[1].Type),
                    StringComparer.Ordinal
                ),
            "struct" when type.IsNested => type.Members.ToDictionary(
                member => member.Name,
                member => Member(value, member),
                StringComparer.Ordinal
            ),
            _ => Leaf(value, type.Name),
        };
    }

    // The description is in lower case, the JSON as the names were written.
    private static object? Member(JsonElement value, (string Name, ResultType Type) member)
    {
        JsonElement found = value
            .EnumerateObject()
            .FirstOrDefault(property => string.Equals(property.Name, member.Name, StringComparison.OrdinalIgnoreCase))
            .Value;
        return found.ValueKind == JsonValueKind.Undefined ? null : Read(found, member.Type);
    }

    private static object? Leaf(JsonElement value, string type) =>
        type switch
        {
            "boolean" => value.GetBoolean(),
            "tinyint"
            or "smallint"
            or "integer"
            or "bigint"
            or "hugeint"
            or "utinyint"
            or "usmallint"
            or "uinteger"
            or "ubigint"
            or "uhugeint" => ClrValue.Of(BigInteger.Parse(Text(value), CultureInfo.InvariantCulture)),
            "decimal" => decimal.Parse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture),
            "float" or "double" => double.Parse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture),
            "date" => Day(Text(value)),
            _ when type.StartsWith("timestamp", StringComparison.Ordinal) => Instant(Text(value)),
            "blob" => Bytes(Text(value)),
            _ => Text(value),
        };

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static DateOnly Day(string text) =>
        text switch
        {
            "infinity" => DateOnly.MaxValue,
            "-infinity" => DateOnly.MinValue,
            _ => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        };

    private static DateTime Instant(string text) =>
        text switch
        {
            "infinity" => DateTime.MaxValue,
            "-infinity" => DateTime.MinValue,
            _ => DateTime.Parse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            ),
        };

    // DuckDB writes bytes that are not plain letters as \xNN.
    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        int index = 0;
        while (index < text.Length)
        {
            bool isEscape = text[index] == '\\';
            bytes.Add(
                isEscape
                    ? byte.Parse(text.AsSpan(index + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    : (byte)text[index]
            );
            index += isEscape ? 4 : 1;
        }

        return [.. bytes];
    }
}
