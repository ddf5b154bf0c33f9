using Lakehouse.Engine;

namespace Lakehouse.Ingest.Loading;

/// <summary>What came of loading files.</summary>
/// <param name="Staged">The rows.</param>
/// <param name="Files">The files that they are from.</param>
/// <param name="Refused">The files of which nothing lands, and why.</param>
internal sealed record LoadedFiles(
    StagedRows Staged,
    IReadOnlyList<Candidate> Files,
    IReadOnlyList<(Candidate File, IngestException Why)> Refused);
