using Lakehouse.Delta.Commit;

namespace Lakehouse.Delta.Maintenance;

/// <summary>What became of a restore.</summary>
/// <param name="Outcome">The outcome of the commit; null where the table was as it should be already.</param>
/// <param name="RestoredFiles">Files that came back.</param>
/// <param name="RestoredBytes">Their size.</param>
/// <param name="RemovedFiles">Files that went.</param>
/// <param name="RemovedBytes">Their size.</param>
public sealed record RestoreResult(
    WriteOutcome? Outcome,
    int RestoredFiles,
    long RestoredBytes,
    int RemovedFiles,
    long RemovedBytes
);
