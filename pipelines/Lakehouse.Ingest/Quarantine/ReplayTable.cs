using Lakehouse.Delta.Schema;
using Lakehouse.Engine;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>The table <c>ops.quarantine_replay</c>: a row for each quarantined row that landed again, its text before and after, by which rule, and when.</summary>
public static class ReplayTable
{
    /// <summary>Its name.</summary>
    public static TableName Name { get; } = new("ops", "quarantine_replay");

    /// <summary>Its columns.</summary>
    public static StructType Schema { get; } = new(
    [
        Text("quarantine_id"),
        Text("replay_id"),
        Text("source"),
        Text("entity"),
        Text("header"),
        Text("raw"),
        Text("fixed"),
        Text("rule"),
        new("replayed_at", new PrimitiveType(PrimitiveKind.Timestamp)),
    ]);

    private static StructField Text(string name) => new(name, new PrimitiveType(PrimitiveKind.String));
}
