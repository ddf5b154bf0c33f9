using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Changes;

/// <summary>The rows that versions of a table added, changed and took away.</summary>
/// <param name="Basis">The last version of the range, whose schema the rows are read with.</param>
/// <param name="Files">The files with the rows, in the order of versions.</param>
public sealed record ChangeFeed(Snapshot Basis, IReadOnlyList<ChangedFile> Files)
{
    /// <summary>The column that tells what happened to a row: <c>insert</c>, <c>delete</c>, <c>update_preimage</c> or
    /// <c>update_postimage</c>.</summary>
    public const string TypeColumn = "_change_type";

    /// <summary>The column with the version.</summary>
    public const string VersionColumn = "_commit_version";

    /// <summary>The column with the time of the commit.</summary>
    public const string TimestampColumn = "_commit_timestamp";
}
