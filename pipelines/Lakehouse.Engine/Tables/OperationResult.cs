using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;

namespace Lakehouse.Engine.Tables;

/// <summary>What became of an operation on the rows of a table.</summary>
public sealed record OperationResult
{
    /// <summary>The outcome of the commit; null where no row was to be changed, so that nothing was committed.</summary>
    public required WriteOutcome? Outcome { get; init; }

    /// <summary>Rows that came into the table.</summary>
    public long InsertedRows { get; init; }

    /// <summary>Rows that were given other values.</summary>
    public long UpdatedRows { get; init; }

    /// <summary>Rows that went; null where whole files went whose row counts nobody knows.</summary>
    public long? DeletedRows { get; init; } = 0;

    /// <summary>Rows that were written anew as they are, because others of their file changed.</summary>
    public long CopiedRows { get; init; }

    /// <summary>The version that the operation made, or null where it committed nothing.</summary>
    public TableVersion? Version => (Outcome as WriteOutcome.Committed)?.Version;
}
