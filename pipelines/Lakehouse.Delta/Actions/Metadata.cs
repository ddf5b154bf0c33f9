using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Actions;

/// <summary>A table's metadata.</summary>
/// <param name="Id">The table id, for the life of the table.</param>
/// <param name="Schema">The logical schema.</param>
/// <param name="PartitionColumns">The partition columns in nesting order.</param>
/// <param name="Configuration">The table properties.</param>
/// <param name="Name">The name in the log, or null.</param>
/// <param name="Description">The description, or null.</param>
public sealed record Metadata(
    string Id,
    StructType Schema,
    IReadOnlyList<string> PartitionColumns,
    IReadOnlyDictionary<string, string> Configuration,
    string? Name = null,
    string? Description = null
);
