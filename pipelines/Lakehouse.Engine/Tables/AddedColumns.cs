using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>Schema evolution by addition: new columns at the end, also within structs, lists and maps.</summary>
internal static class AddedColumns
{
    /// <summary>The table's columns and those that rows bring beside them.</summary>
    /// <remarks>A column that is there keeps its type: values are cast to it.</remarks>
    internal static StructType Merge(StructType table, StructType rows)
    {
        List<StructField> fields = [];
        foreach (StructField field in table.Fields)
        {
            StructField? given = Find(rows, field.Name);
            fields.Add(given is null ? field : field with { Type = Merge(field.Type, given.Type) });
        }

        fields.AddRange(rows.Fields.Where(field => Find(table, field.Name) is null));
        return fields.SequenceEqual(table.Fields) ? table : new StructType(fields);
    }

    private static DataType Merge(DataType table, DataType rows) =>
        (table, rows) switch
        {
            (StructType there, StructType given) => Merge(there, given),
            (ArrayType there, ArrayType given) => there with { Element = Merge(there.Element, given.Element) },
            (MapType there, MapType given) => there with
            {
                Key = Merge(there.Key, given.Key),
                Value = Merge(there.Value, given.Value),
            },
            _ => table,
        };

    private static StructField? Find(StructType schema, string name) =>
        schema.Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
}
