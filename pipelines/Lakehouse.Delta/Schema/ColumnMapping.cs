using System.Text.Json;

namespace Lakehouse.Delta.Schema;

/// <summary>The names and ids that a table's fields have in its files, its partition values and its statistics.</summary>
public static class ColumnMapping
{
    private const string PhysicalNameKey = "delta.columnMapping.physicalName";
    private const string IdKey = "delta.columnMapping.id";

    /// <summary>
    /// The name that a field has in files, in partition values and in statistics, in every mode but
    /// <see cref="ColumnMappingMode.None"/>.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="mode">The table's mode.</param>
    /// <returns>The physical name; the field's own where its metadata has none, and without mapping.</returns>
    public static string PhysicalName(StructField field, ColumnMappingMode mode)
    {
        ArgumentNullException.ThrowIfNull(field);
        return
            mode != ColumnMappingMode.None
            && Member(field, PhysicalNameKey) is { ValueKind: JsonValueKind.String } name
            && name.GetString() is { Length: > 0 } text
            ? text
            : field.Name;
    }

    /// <summary>The id that a field has in files.</summary>
    /// <param name="field">The field.</param>
    /// <returns>The id, or null where the field's metadata has none.</returns>
    public static long? Id(StructField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return
            Member(field, IdKey) is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out long number)
            ? number
            : null;
    }

    /// <summary>A schema as files have it: every field, nested ones too, under its physical name.</summary>
    /// <param name="schema">The logical schema.</param>
    /// <param name="mode">The table's mode.</param>
    /// <returns>The physical schema; the same one without mapping.</returns>
    public static StructType Physical(StructType schema, ColumnMappingMode mode)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return mode == ColumnMappingMode.None ? schema : (StructType)Physical((DataType)schema, mode);
    }

    private static DataType Physical(DataType type, ColumnMappingMode mode) =>
        type switch
        {
            StructType structure => new StructType([
                .. structure.Fields.Select(field =>
                    field with
                    {
                        Name = PhysicalName(field, mode),
                        Type = Physical(field.Type, mode),
                    }
                ),
            ]),
            ArrayType array => array with { Element = Physical(array.Element, mode) },
            MapType map => map with { Key = Physical(map.Key, mode), Value = Physical(map.Value, mode) },
            _ => type,
        };

    private static JsonElement? Member(StructField field, string key)
    {
        if (field.MetadataJson is null)
        {
            return null;
        }

        using JsonDocument metadata = JsonDocument.Parse(field.MetadataJson);
        return metadata.RootElement.TryGetProperty(key, out JsonElement value) ? value.Clone() : null;
    }
}
