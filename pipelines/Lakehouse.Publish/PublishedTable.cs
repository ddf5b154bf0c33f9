using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;

namespace Lakehouse.Publish;

/// <summary>A table as a release has it.</summary>
/// <param name="Name">The name that readers use.</param>
/// <param name="Snapshot">The version that the release names.</param>
/// <param name="Description">What a reader of the catalog is told, or null.</param>
public sealed record PublishedTable(TableName Name, Snapshot Snapshot, string? Description);
