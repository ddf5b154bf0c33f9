using Lakehouse.Delta.Schema;
using Lakehouse.Engine;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>The table <c>bronze._quarantine</c>: one row for each row of a file that could not land.</summary>
public static class QuarantineTable
{
    /// <summary>Its name.</summary>
    public static TableName Name { get; } = new("bronze", "_quarantine");

    /// <summary>The status of a row that nobody has dealt with.</summary>
    public const string Open = "OPEN";

    /// <summary>Its description.</summary>
    internal const string Description = "Rows of delivered files that could not land, with file, line, reason and raw text.";

    /// <summary>Its columns.</summary>
    public static StructType Schema { get; } = new(
    [
        Text("quarantine_id"),
        Text("source"),
        Text("entity"),
        Text("file"),
        Text("content_sha256"),
        new("line", new PrimitiveType(PrimitiveKind.Long)),
        Text("reason"),
        Text("detail"),
        Text("raw"),
        Text("batch_id"),
        new("quarantined_at", new PrimitiveType(PrimitiveKind.Timestamp)),
        Text("status"),
    ]);

    private static StructField Text(string name) => new(name, new PrimitiveType(PrimitiveKind.String));
}
