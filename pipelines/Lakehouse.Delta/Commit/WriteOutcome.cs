using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Commit;

/// <summary>What became of a write. Each case is expected; a broken table or a wrong call throws instead.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome() { }

    /// <summary>The commit is durable and readable.</summary>
    /// <param name="Version">The version that it made.</param>
    public sealed record Committed(TableVersion Version) : WriteOutcome;

    /// <summary>
    /// Another writer committed something that this write must not ignore. Nothing was written to the log.
    /// </summary>
    /// <param name="Winner">The version that stands in the way.</param>
    /// <param name="Reason">The rule, in the protocol's words, for example <c>ConcurrentDeleteRead</c>.</param>
    public sealed record Conflicted(TableVersion Winner, string Reason) : WriteOutcome;

    /// <summary>
    /// An application transaction of the write is in the table already: the rows were written by an earlier attempt.
    /// </summary>
    /// <param name="AppId">The application transaction that was found.</param>
    /// <param name="Version">The table version that was read.</param>
    public sealed record AlreadyWritten(string AppId, TableVersion Version) : WriteOutcome;
}
