using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commit;

/// <summary>Works out the metadata that a write to a table commits.</summary>
internal static class MetadataPlan
{
    /// <summary>The metadata, or null where it stays.</summary>
    /// <param name="basis">The table before the write.</param>
    /// <param name="write">The write.</param>
    /// <param name="schema">The schema after the write, or null where it stays.</param>
    /// <exception cref="DeltaException">The alteration is not allowed, or columns lack their mapping.</exception>
    internal static MetadataText? For(Snapshot basis, TableWrite write, StructType? schema)
    {
        if (write.Alteration is { } alteration)
        {
            return alteration.Apply(basis);
        }

        if (write.Files.Count > 0 && basis.ColumnMapping != ColumnMappingMode.None)
        {
            MappedColumns.Require(
                write.Mode == WriteMode.Overwrite ? null : basis.Schema,
                schema ?? write.Schema,
                basis.Root
            );
        }

        return schema is null
            ? null
            : MappedColumns.WithHighestId(basis.MetadataText with { SchemaString = schema.ToJson() }, schema);
    }
}
