using Lakehouse.Delta.Log;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Maintenance;

/// <summary>What a vacuum deleted, or would.</summary>
/// <param name="Version">The version whose files stayed.</param>
/// <param name="Before">Files that were last needed or written at this instant or later stayed.</param>
/// <param name="Files">The files that went, by their paths from the table's root, ordered by path.</param>
/// <param name="IsDryRun">Whether nothing was deleted.</param>
public sealed record VacuumResult(
    TableVersion Version,
    DateTimeOffset Before,
    IReadOnlyList<StoredFile> Files,
    bool IsDryRun
)
{
    /// <summary>The size of the files in bytes.</summary>
    public long SizeBytes => Files.Sum(file => file.SizeBytes);
}
