using Lakehouse.Delta.Schema;

namespace Lakehouse.Transform.Graph;

/// <summary>The columns that landing adds to every bronze table.</summary>
internal static class BronzeColumns
{
    private static readonly StructField[] Added =
    [
        new("_ingested_at", new PrimitiveType(PrimitiveKind.Timestamp)),
        new("_batch_id", new PrimitiveType(PrimitiveKind.String)),
        new("_source_system", new PrimitiveType(PrimitiveKind.String)),
        new("_source_file", new PrimitiveType(PrimitiveKind.String)),
        new("_row_hash", new PrimitiveType(PrimitiveKind.String)),
    ];

    /// <summary>A bronze table's columns: the contracted ones, then the added ones.</summary>
    internal static StructType After(StructType contracted) => new([.. contracted.Fields, .. Added]);
}
