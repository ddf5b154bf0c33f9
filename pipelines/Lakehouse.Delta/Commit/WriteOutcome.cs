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

    /// <summary>
    /// The commit was sent and what became of it cannot be told: it may be in the log, or appear there later. The rows
    /// must not be written again before that is settled.
    /// </summary>
    /// <param name="Version">The version that it makes if it is there.</param>
    /// <param name="TransactionId">Its <c>txnId</c>, by which it is known in the table's history.</param>
    /// <param name="Root">Where the table lives.</param>
    /// <param name="Cause">What the store said last.</param>
    public sealed record Unknown(TableVersion Version, string TransactionId, string Root, Exception Cause) : WriteOutcome
    {
        /// <summary>The outcome as a failure, for a caller that cannot go on without an answer.</summary>
        /// <returns>A failure with the code <c>LH1502</c>.</returns>
        public DeltaException ToFailure() =>
            new(
                "LH1502",
                $"It is not known whether commit {Version} of '{Root}' landed: {Cause.Message}",
                $"Look for the txnId {TransactionId} in the table's history before the rows are written again.",
                Cause
            );
    }
}
