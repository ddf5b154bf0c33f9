using System.Globalization;
using System.Text.Json.Nodes;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Schema;

/// <summary>Gives fields the ids and physical names that a table with column mapping needs.</summary>
internal static class MappedColumns
{
    private const string IdKey = "delta.columnMapping.id";
    private const string NameKey = "delta.columnMapping.physicalName";
    /// <summary>The property that holds the highest id that was ever given.</summary>
    internal const string HighestIdKey = "delta.columnMapping.maxColumnId";

    /// <summary>Gives an id and a physical name to each field, nested ones too, that has none.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="highestId">The highest id that the table has ever given.</param>
    /// <param name="ids">Makes physical names; null for the names that the fields have, for files that are there.</param>
    /// <returns>The schema; the same instance where nothing lacked.</returns>
    internal static StructType Assign(StructType schema, long highestId, IIdSource? ids)
    {
        long next = Math.Max(highestId, HighestId(schema));
        return (StructType)Assign(schema, ref next, ids);
    }

    /// <summary>The highest id that the table has ever given, 0 for none.</summary>
    internal static long HighestId(IReadOnlyDictionary<string, string> configuration, StructType schema)
    {
        long recorded =
            configuration.TryGetValue(HighestIdKey, out string? text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
                ? id
                : 0;
        return Math.Max(recorded, HighestId(schema));
    }

    /// <summary>Records the highest id in the properties of a table with mapped columns.</summary>
    internal static MetadataText WithHighestId(MetadataText metadata, StructType schema)
    {
        if (FeatureUse.AskedMapping(metadata.Configuration) == ColumnMappingMode.None)
        {
            return metadata;
        }

        Dictionary<string, string> configuration = new(metadata.Configuration, StringComparer.Ordinal)
        {
            [HighestIdKey] = HighestId(metadata.Configuration, schema).ToString(CultureInfo.InvariantCulture),
        };
        return metadata with { Configuration = configuration };
    }

    /// <summary>Checks that every field of a schema has the id and name that the table's files need.</summary>
    /// <param name="table">The table's schema, or null for a new table.</param>
    /// <param name="write">The schema that files were written with.</param>
    /// <param name="where">The table, for the message.</param>
    /// <exception cref="DeltaException"><c>LH1423</c>: a field has none, or another one than the table's.</exception>
    internal static void Require(StructType? table, StructType write, string where)
    {
        foreach (StructField field in write.Fields)
        {
            StructField? known = table?.Fields.FirstOrDefault(other =>
                string.Equals(other.Name, field.Name, StringComparison.OrdinalIgnoreCase)
            );
            RequireField(known, field, where);
            foreach ((StructType? before, StructType after) in Nested(known?.Type, field.Type))
            {
                Require(before, after, where);
            }
        }
    }

    private static void RequireField(StructField? known, StructField field, string where)
    {
        long? id = ColumnMapping.Id(field);
        string name = ColumnMapping.PhysicalName(field, ColumnMappingMode.Name);
        bool isSame =
            known is null
            || (
                id == ColumnMapping.Id(known)
                && string.Equals(
                    name,
                    ColumnMapping.PhysicalName(known, ColumnMappingMode.Name),
                    StringComparison.Ordinal
                )
            );
        if (id is null || !isSame)
        {
            throw new DeltaException(
                "LH1423",
                $"The column '{field.Name}' of a write to '{where}' has "
                    + (id is null ? "no id" : string.Create(CultureInfo.InvariantCulture, $"the id {id} and the name {name}"))
                    + ", expected the table's own: its files name columns by the property delta.columnMapping.mode.",
                "Write the files with the schema that DeltaTable.PrepareSchema gives."
            );
        }
    }

    private static IEnumerable<(StructType?, StructType)> Nested(DataType? known, DataType type) =>
        type switch
        {
            StructType structure => [(known as StructType, structure)],
            ArrayType array => Nested((known as ArrayType)?.Element, array.Element),
            MapType map =>
            [
                .. Nested((known as MapType)?.Key, map.Key),
                .. Nested((known as MapType)?.Value, map.Value),
            ],
            _ => [],
        };

    private static DataType Assign(DataType type, ref long next, IIdSource? ids)
    {
        switch (type)
        {
            case StructType structure:
                List<StructField> fields = new(structure.Fields.Count);
                foreach (StructField field in structure.Fields)
                {
                    fields.Add(Assign(field, ref next, ids));
                }

                return fields.SequenceEqual(structure.Fields) ? structure : new StructType(fields);
            case ArrayType array:
                return array with { Element = Assign(array.Element, ref next, ids) };
            case MapType map:
                DataType key = Assign(map.Key, ref next, ids);
                return map with { Key = key, Value = Assign(map.Value, ref next, ids) };
            default:
                return type;
        }
    }

    private static StructField Assign(StructField field, ref long next, IIdSource? ids)
    {
        StructField mapped = ColumnMapping.Id(field) is null ? WithMapping(field, ++next, ids) : field;
        return mapped with { Type = Assign(field.Type, ref next, ids) };
    }

    private static StructField WithMapping(StructField field, long id, IIdSource? ids)
    {
        JsonObject metadata = field.MetadataJson is { } text ? JsonNode.Parse(text)!.AsObject() : []; // It is an object.
        metadata[IdKey] = id;
        metadata[NameKey] = ids is null
            ? field.Name
            : string.Create(CultureInfo.InvariantCulture, $"col-{ids.Next():d}");
        return field with { MetadataJson = JsonText.Compose(writer => metadata.WriteTo(writer)) };
    }

    private static long HighestId(DataType type) =>
        type switch
        {
            StructType structure => structure
                .Fields.Select(field => Math.Max(ColumnMapping.Id(field) ?? 0, HighestId(field.Type)))
                .DefaultIfEmpty(0)
                .Max(),
            ArrayType array => HighestId(array.Element),
            MapType map => Math.Max(HighestId(map.Key), HighestId(map.Value)),
            _ => 0,
        };
}
