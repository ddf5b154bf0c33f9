namespace Lakehouse.Ingest.Quarantine;

/// <summary>How many rows are in quarantine for one reason.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Reason">Why, one of <see cref="QuarantineReason"/>.</param>
/// <param name="RowCount">The rows, at least 1.</param>
/// <param name="FileCount">The files that they are from, at least 1.</param>
public sealed record QuarantineCount(string Source, string Entity, string Reason, long RowCount, long FileCount);
