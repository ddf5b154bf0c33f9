using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Engine;

namespace Lakehouse.Ingest;

/// <summary>Requires that a commit of a landing went through.</summary>
internal static class LandingCommit
{
    /// <summary>The version of a commit.</summary>
    /// <param name="outcome">What became of the write.</param>
    /// <param name="table">The table.</param>
    /// <returns>The version.</returns>
    /// <exception cref="IngestException"><c>LH3030</c>: another writer was first.</exception>
    /// <exception cref="Delta.DeltaException"><c>LH1502</c>: it is not known what became of the commit.</exception>
    public static TableVersion Require(WriteOutcome outcome, TableName table) => outcome switch
    {
        WriteOutcome.Committed committed => committed.Version,
        WriteOutcome.Conflicted conflicted => throw Taken(table, $"version {conflicted.Winner} stands in the way ({conflicted.Reason})"),
        WriteOutcome.AlreadyWritten already => throw Taken(table, $"{already.AppId} is in version {already.Version} already"),
        WriteOutcome.Unknown unknown => throw unknown.ToFailure(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IngestException Taken(TableName table, string what) => new(
        "LH3030",
        $"found another writer in {table} during the landing: {what}.",
        "Let the other run end, then run again; nothing landed twice.");
}
