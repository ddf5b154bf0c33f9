using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;

namespace Lakehouse.Ingest.Batches;

/// <summary>The table <c>ops.ingestion_batch</c>: one row for each file that was landed, redelivered or rejected.</summary>
public static class BatchTable
{
    /// <summary>Its name.</summary>
    public static TableName Name { get; } = new("ops", "ingestion_batch");

    /// <summary>Its description.</summary>
    internal const string Description = "What became of every file that was delivered: how many rows it had, how many landed, how many are in quarantine, and why.";

    /// <summary>Its columns.</summary>
    public static StructType Schema { get; } = new(
    [
        Text("batch_id"),
        Text("run_id"),
        Text("source"),
        Text("entity"),
        Text("file"),
        Text("content_sha256"),
        Number("delivered_rows"),
        Number("loaded_rows"),
        Number("quarantined_rows"),
        Text("status"),
        Text("reason"),
        Text("notes"),
        Number("size_bytes"),
        Number("table_version"),
        Instant("started_at"),
        Instant("finished_at"),
    ]);

    /// <summary>A batch as a row.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>Values in the order of <see cref="Schema"/>.</returns>
    internal static IReadOnlyList<object?> Row(IngestionBatch batch) =>
    [
        batch.BatchId,
        batch.RunId,
        batch.Source,
        batch.Entity,
        batch.File,
        batch.ContentSha256,
        batch.DeliveredRows,
        batch.LoadedRows,
        batch.QuarantinedRows,
        batch.Status.ToString().ToUpper(CultureInfo.InvariantCulture),
        batch.Reason,
        batch.Notes,
        batch.SizeBytes,
        batch.TableVersion,
        batch.StartedAt,
        batch.FinishedAt,
    ];

    private static StructField Text(string name) => new(name, new PrimitiveType(PrimitiveKind.String));

    private static StructField Number(string name) => new(name, new PrimitiveType(PrimitiveKind.Long));

    private static StructField Instant(string name) => new(name, new PrimitiveType(PrimitiveKind.Timestamp));
}
