using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>The columns of a relation, and how they are found in its files.</summary>
/// <param name="Schema">The columns, partition columns included, under their logical names.</param>
/// <param name="PartitionColumns">The logical names of the partition columns.</param>
/// <param name="Mapping">How columns are found in files.</param>
internal sealed record RelationColumns(
    StructType Schema,
    IReadOnlyList<string> PartitionColumns,
    ColumnMappingMode Mapping = ColumnMappingMode.None
)
{
    /// <summary>The columns of a snapshot.</summary>
    public static RelationColumns Of(Snapshot snapshot) =>
        new(snapshot.Schema, snapshot.Metadata.PartitionColumns, snapshot.ColumnMapping);

    /// <summary>The fields that are partition columns, in the schema's order.</summary>
    public IReadOnlyList<StructField> Partitions { get; } =
        [.. Schema.Fields.Where(field => PartitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The fields that files hold, in the schema's order.</summary>
    public IReadOnlyList<StructField> Stored { get; } =
        [.. Schema.Fields.Where(field => !PartitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The names that the fields have in a file.</summary>
    /// <param name="shape">What the file has under which id; null where the table does not find columns by id.</param>
    public FileNames NamesIn(FileShape? shape) =>
        shape is null
            ? new FileNames(field => ColumnMapping.PhysicalName(field, Mapping))
            : new FileNames(shape.NameOf);
}
