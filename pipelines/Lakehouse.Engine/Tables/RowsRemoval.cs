using Lakehouse.Delta.Actions;

namespace Lakehouse.Engine.Tables;

/// <summary>What takes matched rows out of a table: files that go, and what stays of them in new ones.</summary>
/// <param name="Removed">The files that go.</param>
/// <param name="Kept">The rows of them that stay.</param>
internal sealed record RowsRemoval(IReadOnlyList<AddFile> Removed, StagedRows Kept)
{
    /// <summary>Stages the rows that stay.</summary>
    internal static async Task<RowsRemoval> StageAsync(
        OperationScope scope,
        FileMatches found,
        string condition,
        CancellationToken cancellationToken
    )
    {
        AddFile[] partial = [.. found.Partial.Select(match => match.File)];
        if (partial.Length == 0)
        {
            return new RowsRemoval(found.Whole, new StagedRows(scope.Snapshot.Root, [], 0));
        }

        await scope.Target.BindAsync(partial, cancellationToken).ConfigureAwait(false);
        StagedRows kept = await scope
            .StageRowsAsync(
                $"select {scope.TargetColumns} from {TargetRows.From} "
                    + $"where ({condition}) is not true",
                cancellationToken
            )
            .ConfigureAwait(false);
        return new RowsRemoval([.. found.Whole, .. partial], kept);
    }
}
