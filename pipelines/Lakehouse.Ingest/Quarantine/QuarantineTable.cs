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

    /// <summary>The status of a row that was put right and handed to the landing again.</summary>
    public const string Replayed = "REPLAYED";

    /// <summary>The status of a row that a person has given up.</summary>
    public const string Discarded = "DISCARDED";

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
        Text("header"),
    ]);

    /// <summary>The columns of the table as an earlier release may have left it, in the order of <see cref="Schema"/>.</summary>
    /// <param name="there">The table's columns.</param>
    /// <returns>SQL: a column that is not there is NULL.</returns>
    internal static string ColumnsOf(StructType there) => string.Join(", ", Schema.Fields.Select(field =>
        there.Fields.Any(column => column.Name == field.Name) ? field.Name : $"cast(null as varchar) as {field.Name}"));

    private static StructField Text(string name) => new(name, new PrimitiveType(PrimitiveKind.String));
}
