using System.Text.Json;
using Lakehouse.Delta.DeletionVectors;

namespace Lakehouse.Delta.Actions;

/// <summary>The member <c>deletionVector</c> of an <c>add</c> or <c>remove</c>.</summary>
internal static class DeletionVectorFields
{
    /// <summary>Moves to the value and reads it; null for null, and for the empty struct that some writers give.</summary>
    /// <exception cref="JsonException">A member has another shape.</exception>
    internal static DeletionVectorDescriptor? Read(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        string? storage = null;
        string? place = null;
        long? offset = null;
        long? size = null;
        long? cardinality = null;
        JsonFields.ExpectObject(ref reader);
        while (JsonFields.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("storageType"u8))
            {
                storage = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("pathOrInlineDv"u8))
            {
                place = JsonFields.Text(ref reader);
            }
            else if (reader.ValueTextEquals("offset"u8))
            {
                offset = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("sizeInBytes"u8))
            {
                size = JsonFields.Number(ref reader);
            }
            else if (reader.ValueTextEquals("cardinality"u8))
            {
                cardinality = JsonFields.Number(ref reader);
            }
            else
            {
                JsonFields.Pass(ref reader);
            }
        }

        return storage is null || place is null
            ? null
            : new DeletionVectorDescriptor(
                storage,
                place,
                offset is { } at ? checked((int)at) : null,
                checked((int)(size ?? 0)),
                cardinality ?? 0
            );
    }

    /// <summary>Writes the member; a file without a vector has none.</summary>
    internal static void Write(Utf8JsonWriter writer, DeletionVectorDescriptor? vector)
    {
        if (vector is null)
        {
            return;
        }

        writer.WriteStartObject("deletionVector");
        writer.WriteString("storageType", vector.StorageType);
        writer.WriteString("pathOrInlineDv", vector.PathOrInline);
        if (vector.Offset is { } offset)
        {
            writer.WriteNumber("offset", offset);
        }

        writer.WriteNumber("sizeInBytes", vector.SizeInBytes);
        writer.WriteNumber("cardinality", vector.Cardinality);
        writer.WriteEndObject();
    }
}
