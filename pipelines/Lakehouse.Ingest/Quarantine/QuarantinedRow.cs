namespace Lakehouse.Ingest.Quarantine;

/// <summary>A row of a file that could not land.</summary>
/// <param name="Id">Its id: the batch's id and the line.</param>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity.</param>
/// <param name="File">The file's path below the landing folder.</param>
/// <param name="Line">The line on which the row begins, from 1; in Parquet the row's number, from 1.</param>
/// <param name="Reason">Why, one of <see cref="QuarantineReason"/>.</param>
/// <param name="Detail">Why, in one sentence.</param>
/// <param name="Raw">The row as it stands in the file; a byte that is no text is <c>\x</c> and two digits. Null where the row is empty.</param>
/// <param name="BatchId">The file's batch.</param>
/// <param name="QuarantinedAt">When, UTC.</param>
/// <param name="Status">What has become of it: <c>OPEN</c>.</param>
public sealed record QuarantinedRow(
    string Id,
    string Source,
    string Entity,
    string File,
    long Line,
    string Reason,
    string Detail,
    string? Raw,
    string BatchId,
    DateTimeOffset QuarantinedAt,
    string Status);
