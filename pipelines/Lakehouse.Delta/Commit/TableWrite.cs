using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commit;

/// <summary>How a write relates to the rows that are there.</summary>
public enum WriteMode
{
    /// <summary>Adds files. Two appends never conflict.</summary>
    Append,

    /// <summary>Replaces every file of the table. It has read the whole table, so any concurrent data change conflicts.</summary>
    Overwrite,

    /// <summary>Replaces the files named in <see cref="TableWrite.Removed"/> with new ones; a concurrent change of one of them conflicts.</summary>
    Replace,
}

/// <summary>One write: what it adds, what it removes, and what it records beside the rows.</summary>
public sealed record TableWrite
{
    /// <summary>How the write relates to the rows that are there.</summary>
    public required WriteMode Mode { get; init; }

    /// <summary>The table's schema after the write. A new table gets it; an existing one may gain nullable columns, or any change under <see cref="WriteMode.Overwrite"/>.</summary>
    public required StructType Schema { get; init; }

    /// <summary>The files to add. Empty is allowed.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>With <see cref="WriteMode.Replace"/>: the files to remove.</summary>
    public IReadOnlyList<AddFile> Removed { get; init; } = [];

    /// <summary>The partition columns of a new table.</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>Application transactions, recorded in the same commit. A concurrent commit with one of the same ids conflicts.</summary>
    public IReadOnlyList<SetTransaction> Transactions { get; init; } = [];

    /// <summary>Table properties to set on creation.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The description of a new table, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The operation's name in <c>commitInfo</c>.</summary>
    public string Operation { get; init; } = "WRITE";

    /// <summary>Further operation metrics, by name; row, file and byte counts are added by the table.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = new Dictionary<string, string>();

    /// <summary>The writer's own text in <c>commitInfo.userMetadata</c>, or null.</summary>
    public string? UserMetadata { get; init; }
}

/// <summary>What became of a write. Each case is expected; a broken table or a wrong call throws instead.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    /// <summary>The commit is durable and readable.</summary>
    /// <param name="Version">The version that it made.</param>
    public sealed record Committed(TableVersion Version) : WriteOutcome;

    /// <summary>Another writer committed something that this write must not ignore. Nothing was written to the log.</summary>
    /// <param name="Winner">The version that stands in the way.</param>
    /// <param name="Reason">The rule, in the protocol's words, for example <c>ConcurrentDeleteRead</c>.</param>
    public sealed record Conflicted(TableVersion Winner, string Reason) : WriteOutcome;

    /// <summary>An application transaction of the write is in the table already: the rows were written by an earlier attempt.</summary>
    /// <param name="AppId">The application transaction that was found.</param>
    /// <param name="Version">The table version that was read.</param>
    public sealed record AlreadyWritten(string AppId, TableVersion Version) : WriteOutcome;
}
