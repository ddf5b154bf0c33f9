namespace Lakehouse.Ingest.Quarantine;

/// <summary>What became of the quarantined rows of one entity that were landed again.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity.</param>
/// <param name="ReplayId">The replay, as in <c>ops.quarantine_replay</c>.</param>
/// <param name="RowCount">The quarantined rows that were handed on.</param>
/// <param name="LoadedRows">Rows that the bronze table gained.</param>
/// <param name="QuarantinedRows">Rows that still do not fit; they are in quarantine under new ids, with the new text and reason.</param>
/// <param name="Refusal">Why nothing was replayed, with a code; null when it was. The rows are in quarantine as before.</param>
public sealed record ReplayResult(
    string Source,
    string Entity,
    string ReplayId,
    long RowCount,
    long LoadedRows,
    long QuarantinedRows,
    string? Refusal);
