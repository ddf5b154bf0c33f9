using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Changes;

/// <summary>A file with rows of a change feed.</summary>
/// <param name="Path">The path under the table root, decoded, or an absolute path.</param>
/// <param name="PartitionValues">Physical partition column to its text, null for null.</param>
/// <param name="Kind">What its rows are.</param>
/// <param name="Version">The version that changed them.</param>
/// <param name="CommittedAt">When, with milliseconds.</param>
public sealed record ChangedFile(
    string Path,
    IReadOnlyDictionary<string, string?> PartitionValues,
    ChangeKind Kind,
    TableVersion Version,
    DateTimeOffset CommittedAt
)
{
    /// <summary>Rows that were not the table's, by their position in the file; null for none.</summary>
    public RowPositionSet? Deleted { get; init; }

    /// <summary>The only rows that changed, by their position in the file; null for all.</summary>
    public RowPositionSet? Only { get; init; }
}
