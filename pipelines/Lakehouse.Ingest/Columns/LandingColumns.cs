using Lakehouse.Delta.Schema;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Columns;

/// <summary>The columns that landing adds to every bronze row.</summary>
public static class LandingColumns
{
    /// <summary>When the run began that landed the row: an instant, UTC, the same for all rows of a run.</summary>
    public const string IngestedAt = "_ingested_at";

    /// <summary>The id of the file's batch in <c>ops.ingestion_batch</c>.</summary>
    public const string BatchId = "_batch_id";

    /// <summary>The source's name.</summary>
    public const string SourceSystem = "_source_system";

    /// <summary>The file's path below the landing folder.</summary>
    public const string SourceFile = "_source_file";

    /// <summary>
    /// The 64-bit hash of the contracted values, each of its contracted type, in the contract's order, without its lowest
    /// bit: a number in [0, 2^63). The same values have the same hash in every file; another release of the engine may hash
    /// otherwise, so it tells rows of one delivery apart and is no identity for ever.
    /// </summary>
    public const string RowHash = "_row_hash";

    /// <summary>The columns in their order in a bronze table, behind the contracted ones.</summary>
    public static IReadOnlyList<StructField> Fields { get; } =
    [
        new(IngestedAt, new PrimitiveType(PrimitiveKind.Timestamp)),
        new(BatchId, new PrimitiveType(PrimitiveKind.String)),
        new(SourceSystem, new PrimitiveType(PrimitiveKind.String)),
        new(SourceFile, new PrimitiveType(PrimitiveKind.String)),
        new(RowHash, new PrimitiveType(PrimitiveKind.Long)),
    ];

    /// <summary>The schema of an entity's bronze table before any column was added to it.</summary>
    /// <param name="entity">The contract.</param>
    /// <returns>The contracted columns, then <see cref="Fields"/>; all nullable.</returns>
    public static StructType TableSchema(EntityContract entity) => new([.. entity.Schema.Fields, .. Fields]);

    /// <summary>Whether landing uses a name for itself.</summary>
    /// <param name="name">The name, any case.</param>
    /// <returns>True for the names of <see cref="Fields"/>.</returns>
    internal static bool IsReserved(string name) =>
        Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
}
