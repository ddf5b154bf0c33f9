using Lakehouse.Delta.Features;

namespace Lakehouse.Delta.Commit;

/// <summary>Chooses the isolation level of a write.</summary>
internal static class Isolation
{
    /// <summary>The level: the table's, and less where a write only puts the same rows into other files.</summary>
    internal static IsolationLevel Of(TableWrite write, WritePlan plan) =>
        write.KeepsRows && plan.Protocol is null && plan.Metadata is null && write.Transactions.Count == 0
            ? IsolationLevel.SnapshotIsolation
            : TableProperties.Isolation(plan.Configuration);

    /// <summary>
    /// Whether a write adds files and has looked at nothing, so that it would be the same on any version of the table.
    /// </summary>
    internal static bool IsBlindAppend(TableWrite write, WritePlan plan) =>
        write.Mode == WriteMode.Append
        && plan.Removed.Count == 0
        && !write.HasReadWholeTable
        && write.ReadPartitions.Count == 0
        && write.ReadFiles.Count == 0;

    /// <summary>The level's name in <c>commitInfo</c>.</summary>
    internal static string Name(IsolationLevel level) => level.ToString();
}
