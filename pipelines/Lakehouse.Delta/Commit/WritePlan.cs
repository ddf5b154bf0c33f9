using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Commit;

/// <summary>What a write comes to on one basis: checked, complete, and not yet in the log.</summary>
internal sealed record WritePlan
{
    /// <summary>The version that the write was computed from, or null for a new table.</summary>
    internal required TableVersion? ReadVersion { get; init; }

    /// <summary>The protocol before the write; null for a new table.</summary>
    internal required Protocol? ReadProtocol { get; init; }

    /// <summary>The protocol to commit, or null where it stays.</summary>
    internal Protocol? Protocol { get; init; }

    /// <summary>The metadata to commit, or null where it stays.</summary>
    internal MetadataText? Metadata { get; init; }

    /// <summary>The properties in force after the write.</summary>
    internal required IReadOnlyDictionary<string, string> Configuration { get; init; }

    /// <summary>Whether the commit says its own time.</summary>
    internal bool WritesOwnTimes { get; init; }

    /// <summary>Whether it is the first of a table that was there to do so.</summary>
    internal bool StartsOwnTimes { get; init; }

    /// <summary>The commit's own time in milliseconds since 1970, set for each attempt; null for none.</summary>
    internal long? OwnTime { get; init; }

    /// <summary>The partition columns in force.</summary>
    internal required IReadOnlyList<string> PartitionColumns { get; init; }

    /// <summary>The files to add.</summary>
    internal required IReadOnlyList<AddFile> Added { get; init; }

    /// <summary>The files to remove.</summary>
    internal required IReadOnlyList<AddFile> Removed { get; init; }

    /// <summary>The files of changed rows to record.</summary>
    internal IReadOnlyList<ChangeFile> Changes { get; init; } = [];

    /// <summary>The domains to record.</summary>
    internal IReadOnlyList<DomainMetadata> Domains { get; init; } = [];

    /// <summary>Rows in the added files, or null where a file's count is unknown.</summary>
    internal required long? RowCount { get; init; }
}
