using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Scans;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Engine.Tables;

/// <summary>What an operation reads of a table: the files that may hold rows which its condition finds.</summary>
/// <param name="Files">The files that it may read.</param>
/// <param name="Partition">
/// Values of partition columns, by the names that the log has for them, outside of which no row is read; null: any row
/// may be.
/// </param>
internal sealed record ReadSet(IReadOnlyList<AddFile> Files, IReadOnlyDictionary<string, string?>? Partition)
{
    /// <summary>What an operation with a condition on the table's rows reads.</summary>
    internal static async Task<ReadSet> OfAsync(
        OperationScope scope,
        string condition,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<ScanCondition> parts = await SqlCondition
            .PartsAsync(scope.Session, scope.Snapshot, condition, cancellationToken)
            .ConfigureAwait(false);
        return new ReadSet(ScanPlan.Of(scope.Snapshot.Files, parts).Read, DemandedPartition.Of(parts));
    }

    /// <summary>Tells a write what it was computed from.</summary>
    internal TableWrite Register(TableWrite write) =>
        Partition is null
            ? write with { HasReadWholeTable = true }
            : write with { ReadPartitions = [Partition], ReadFiles = Files };
}
