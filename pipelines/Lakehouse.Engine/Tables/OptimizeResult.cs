using Lakehouse.Delta.Commit;

namespace Lakehouse.Engine.Tables;

/// <summary>What became of putting rows into better files.</summary>
/// <param name="Outcome">The outcome of the commit; null where the files were good already.</param>
/// <param name="RemovedFiles">The files that went.</param>
/// <param name="RemovedBytes">Their size.</param>
/// <param name="AddedFiles">The files that came.</param>
/// <param name="AddedBytes">Their size.</param>
/// <param name="Rows">The rows that were written anew.</param>
public sealed record OptimizeResult(
    WriteOutcome? Outcome,
    int RemovedFiles,
    long RemovedBytes,
    int AddedFiles,
    long AddedBytes,
    long Rows
);
