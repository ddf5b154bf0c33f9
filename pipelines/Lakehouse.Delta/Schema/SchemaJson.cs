using System.Diagnostics;
using System.Text.Json;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Schema;

/// <summary>The schema serialisation of the Delta protocol.</summary>
internal static class SchemaJson
{
    private const string NoMetadata = "{}";

    /// <summary>Reads a schema.</summary>
    /// <exception cref="DeltaException"><c>LH1302</c> or <c>LH1303</c>.</exception>
    internal static StructType Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return ReadType(document.RootElement, "the schema") as StructType
                ?? throw Damaged("the schema", "a struct");
        }
        catch (JsonException failure)
        {
            throw new DeltaException(
                "LH1302",
                $"The schemaString of the metaData action is not JSON: {failure.Message}",
                "Restore the log file that holds the newest metaData action from a copy.",
                failure
            );
        }
    }

    /// <summary>Writes a schema on one line.</summary>
    internal static string Write(StructType schema) => JsonText.Compose(writer => WriteType(writer, schema));

    private static DataType ReadType(JsonElement element, string where)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            string name = element.GetString()!; // The kind says that it is a string.
            return TypeText.TryParseDelta(name) ?? throw Unknown(name, where);
        }

        return ReadNested(element, Member(element, "type", where).ToString(), where);
    }

    private static DataType ReadNested(JsonElement element, string kind, string where) =>
        kind switch
        {
            "struct" => ReadStruct(element, where),
            "array" => new ArrayType(
                ReadType(Member(element, "elementType", where), where + ".element"),
                Flag(element, "containsNull", where)
            ),
            "map" => new MapType(
                ReadType(Member(element, "keyType", where), where + ".key"),
                ReadType(Member(element, "valueType", where), where + ".value"),
                Flag(element, "valueContainsNull", where)
            ),
            _ => throw Unknown(kind, where),
        };

    private static StructType ReadStruct(JsonElement element, string where)
    {
        JsonElement fields = Member(element, "fields", where);
        if (fields.ValueKind != JsonValueKind.Array)
        {
            throw Damaged(where, "an array 'fields'");
        }

        return new StructType([.. fields.EnumerateArray().Select(field => ReadField(field, where))]);
    }

    private static StructField ReadField(JsonElement field, string where)
    {
        JsonElement name = Member(field, "name", where);
        if (name.ValueKind != JsonValueKind.String)
        {
            throw Damaged(where, "a field name");
        }

        string text = name.GetString()!; // The kind says that it is a string.
        DataType type = ReadType(Member(field, "type", where), $"column '{text}'");
        string? metadata =
            field.TryGetProperty("metadata", out JsonElement given) && given.ValueKind == JsonValueKind.Object
                ? given.GetRawText()
                : null;
        return new StructField(
            text,
            type,
            Flag(field, "nullable", where),
            string.Equals(metadata, NoMetadata, StringComparison.Ordinal) ? null : metadata
        );
    }

    private static JsonElement Member(JsonElement element, string name, string where) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member)
            ? member
            : throw Damaged(where, $"a member '{name}'");

    private static bool Flag(JsonElement element, string name, string where)
    {
        JsonValueKind kind = Member(element, name, where).ValueKind;
        return kind is JsonValueKind.True or JsonValueKind.False
            ? kind == JsonValueKind.True
            : throw Damaged(where, $"true or false in '{name}'");
    }

    private static DeltaException Damaged(string where, string expected) =>
        new(
            "LH1302",
            $"The schema JSON of the table lacks {expected} at {where}.",
            "Restore the log file that holds the newest metaData action from a copy."
        );

    private static DeltaException Unknown(string type, string where) =>
        new(
            "LH1303",
            $"Found the type '{type}' at {where}, expected a type that this version reads.",
            "Read the table with a newer version, or leave the column out when the table is written."
        );

    private static void WriteType(Utf8JsonWriter writer, DataType type)
    {
        switch (type)
        {
            case PrimitiveType primitive:
                writer.WriteStringValue(TypeText.DeltaName(primitive.Kind));
                break;
            case DecimalType number:
                writer.WriteStringValue(number.ToSql());
                break;
            case ArrayType array:
                writer.WriteStartObject();
                writer.WriteString("type", "array");
                writer.WritePropertyName("elementType");
                WriteType(writer, array.Element);
                writer.WriteBoolean("containsNull", array.ContainsNull);
                writer.WriteEndObject();
                break;
            case MapType map:
                writer.WriteStartObject();
                writer.WriteString("type", "map");
                writer.WritePropertyName("keyType");
                WriteType(writer, map.Key);
                writer.WritePropertyName("valueType");
                WriteType(writer, map.Value);
                writer.WriteBoolean("valueContainsNull", map.ValueContainsNull);
                writer.WriteEndObject();
                break;
            case StructType structure:
                WriteStruct(writer, structure);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteStruct(Utf8JsonWriter writer, StructType structure)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "struct");
        writer.WriteStartArray("fields");
        foreach (StructField field in structure.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            writer.WritePropertyName("type");
            WriteType(writer, field.Type);
            writer.WriteBoolean("nullable", field.IsNullable);
            writer.WritePropertyName("metadata");
            writer.WriteRawValue(field.MetadataJson ?? NoMetadata);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
