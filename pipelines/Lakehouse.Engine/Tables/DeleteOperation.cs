using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Engine.Tables;

/// <summary>Takes the rows out for which a condition is true.</summary>
/// <param name="condition">The condition; null for every row.</param>
internal sealed class DeleteOperation(string? condition)
{
    private readonly string _condition = condition ?? "true";

    /// <summary>Runs it.</summary>
    internal async Task<OperationResult> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        FileMatches found = await FileMatches.FindAsync(scope, _condition, cancellationToken).ConfigureAwait(false);
        if (found.IsEmpty)
        {
            return new OperationResult { Outcome = null };
        }

        string scanned = scope.Elapsed();
        RowsRemoval removal = await RowsRemoval.OfAsync(scope, found, _condition, cancellationToken)
            .ConfigureAwait(false);
        StagedRows? changes = await StageChangesAsync(scope, found, removal, cancellationToken).ConfigureAwait(false);
        TableWrite write = new()
        {
            Mode = WriteMode.Replace,
            Schema = scope.Schema,
            Files = removal.Kept.Files,
            Removed = removal.Removed,
            Marked = removal.Marked,
            ChangeFiles = changes?.Files ?? [],
            ChangesWholeFiles = changes is null,
            HasReadWholeTable = condition is not null,
            Operation = "DELETE",
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["predicate"] = OperationText.Predicates(condition),
            },
            HasAllMetrics = true,
            Metrics = Metrics(scope, found, removal, changes, scanned),
        };
        return new OperationResult
        {
            Outcome = await scope.CommitAsync(write, cancellationToken).ConfigureAwait(false),
            DeletedRows = found.MatchedRows,
            CopiedRows = removal.Kept.RowCount,
        };
    }

    // Files that go whole and marked rows need no changed rows, unless a file is written anew: a reader takes the
    // changes of a commit from one place.
    private async Task<StagedRows?> StageChangesAsync(
        OperationScope scope,
        FileMatches found,
        RowsRemoval removal,
        CancellationToken cancellationToken
    )
    {
        if (!scope.RecordsChanges || found.Partial.Count == 0 || removal.Marked.Count > 0)
        {
            return null;
        }

        await scope.Target.BindAsync([.. found.Partial.Select(match => match.File), .. found.Whole], cancellationToken)
            .ConfigureAwait(false);
        return await scope
            .StageChangesAsync(
                $"select {scope.TargetColumns}, "
                    + $"'delete' as {OperationScope.ChangeType} from {TargetRows.From} where ({_condition})",
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private static Dictionary<string, string> Metrics(
        OperationScope scope,
        FileMatches found,
        RowsRemoval removal,
        StagedRows? changes,
        string scanned
    )
    {
        Dictionary<string, string> metrics = removal.Metrics(removal.Kept.Files, changes);
        if (found.MatchedRows is { } rows)
        {
            metrics["numDeletedRows"] = OperationText.Of(rows);
        }

        metrics["numCopiedRows"] = OperationText.Of(removal.Kept.RowCount);
        metrics["scanTimeMs"] = scanned;
        metrics["executionTimeMs"] = scope.Elapsed();
        return metrics;
    }
}
