using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>What takes matched rows out of a table.</summary>
/// <param name="Removed">The files that go.</param>
/// <param name="Marked">The files that stay, some of their rows marked as deleted.</param>
/// <param name="Kept">The rows of files that go which stay, in new files.</param>
internal sealed record RowsRemoval(
    IReadOnlyList<AddFile> Removed,
    IReadOnlyList<MarkedFile> Marked,
    StagedRows Kept
)
{
    /// <summary>Takes the rows out for which a condition is true.</summary>
    /// <param name="scope">The operation.</param>
    /// <param name="found">The files with such rows.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static async Task<RowsRemoval> OfAsync(
        OperationScope scope,
        FileMatches found,
        string condition,
        CancellationToken cancellationToken
    )
    {
        AddFile[] partial = [.. found.Partial.Select(match => match.File)];
        StagedRows none = new(scope.Snapshot.Root, [], 0);
        if (partial.Length == 0)
        {
            return new RowsRemoval(found.Whole, [], none);
        }

        await scope.Target.BindAsync(partial, cancellationToken).ConfigureAwait(false);
        if (scope.CanMark(partial))
        {
            await ChangedRows.ComputeAsync(scope, condition, cancellationToken).ConfigureAwait(false);
            RowsRemoval marked = await MarkAsync(scope, partial, cancellationToken).ConfigureAwait(false);
            return marked with { Removed = [.. found.Whole, .. marked.Removed] };
        }

        StagedRows kept = await scope
            .StageRowsAsync(
                $"select {scope.TargetColumns} from {TargetRows.From} where ({condition}) is not true",
                cancellationToken
            )
            .ConfigureAwait(false);
        return new RowsRemoval([.. found.Whole, .. partial], [], kept);
    }

    /// <summary>Marks the rows that <see cref="ChangedRows"/> has; a file without further rows goes.</summary>
    /// <param name="scope">The operation.</param>
    /// <param name="files">The files, by the number that the table has for them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static async Task<RowsRemoval> MarkAsync(
        OperationScope scope,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    )
    {
        List<AddFile> removed = [];
        List<(AddFile, RowPositionSet)> marks = [];
        for (int number = 0; number < files.Count; number++)
        {
            RowPositionSet rows = await ChangedRows.OfFileAsync(scope, number, cancellationToken).ConfigureAwait(false);
            if (rows.Cardinality == FileRowCount.Live(files[number]))
            {
                removed.Add(files[number]);
            }
            else if (rows.Cardinality > 0)
            {
                marks.Add((files[number], rows));
            }
        }

        IReadOnlyList<MarkedFile> marked = await scope.MarkAsync(marks, cancellationToken).ConfigureAwait(false);
        return new RowsRemoval(removed, marked, new StagedRows(scope.Snapshot.Root, [], 0));
    }

    /// <summary>The counts of files, bytes and deletion vectors that DELETE and UPDATE report.</summary>
    /// <param name="added">The new files.</param>
    /// <param name="changes">The changed rows beside them, or null.</param>
    internal Dictionary<string, string> Metrics(IReadOnlyCollection<DataFile> added, StagedRows? changes)
    {
        Dictionary<string, string> metrics = new(StringComparer.Ordinal)
        {
            ["numRemovedFiles"] = OperationText.Of(Removed.Count),
            ["numRemovedBytes"] = OperationText.Of(Removed.Sum(file => file.SizeBytes)),
            ["numAddedFiles"] = OperationText.Of(added.Count),
            ["numAddedBytes"] = OperationText.Of(added.Sum(file => file.SizeBytes)),
            ["numAddedChangeFiles"] = OperationText.Of(changes?.Files.Count ?? 0),
        };
        foreach ((string name, string count) in VectorMetrics("num"))
        {
            metrics[name] = count;
        }

        return metrics;
    }

    /// <summary>The counts of deletion vectors.</summary>
    /// <param name="prefix">What the names begin with.</param>
    internal IEnumerable<(string Name, string Count)> VectorMetrics(string prefix)
    {
        int updated = Marked.Count(file => file.Before.DeletionVector is not null);
        yield return ($"{prefix}DeletionVectorsAdded", OperationText.Of(Marked.Count - updated));
        yield return ($"{prefix}DeletionVectorsUpdated", OperationText.Of(updated));
        yield return (
            $"{prefix}DeletionVectorsRemoved",
            OperationText.Of(Removed.Count(file => file.DeletionVector is not null))
        );
    }
}
