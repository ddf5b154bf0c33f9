using System.Text.Json.Serialization;

namespace Lakehouse.Ingest.Batches;

/// <summary>What became of one file: a row of <c>ops.ingestion_batch</c>.</summary>
/// <remarks><see cref="LoadedRows"/> and <see cref="QuarantinedRows"/> together are <see cref="DeliveredRows"/> unless the file was redelivered or rejected.</remarks>
public sealed record IngestionBatch
{
    /// <summary>The batch's id, derived from source, entity and content: equal files have equal ids.</summary>
    public required string BatchId { get; init; }

    /// <summary>The run that landed it.</summary>
    public required string RunId { get; init; }

    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The file's path below the landing folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower case hexadecimal.</summary>
    public required string ContentSha256 { get; init; }

    /// <summary>Rows in the file by an independent count; 0 where the file was not counted.</summary>
    public long DeliveredRows { get; init; }

    /// <summary>Rows that came into the bronze table.</summary>
    public long LoadedRows { get; init; }

    /// <summary>Rows that came into quarantine.</summary>
    public long QuarantinedRows { get; init; }

    /// <summary>What became of the file.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<BatchStatus>))]
    public required BatchStatus Status { get; init; }

    /// <summary>Why it was redelivered or rejected, with a code; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>What else a person should know; null for nothing.</summary>
    public string? Notes { get; init; }

    /// <summary>The file's size in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The bronze table's version with its rows; null where nothing was committed.</summary>
    public long? TableVersion { get; init; }

    /// <summary>When its landing began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its landing ended, UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }
}
