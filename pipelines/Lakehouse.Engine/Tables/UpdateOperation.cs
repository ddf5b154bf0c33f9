using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>Gives other values to columns of the rows for which a condition is true.</summary>
/// <param name="assignments">Column to expression on the table's columns.</param>
/// <param name="condition">The condition; null for every row.</param>
internal sealed class UpdateOperation(IReadOnlyDictionary<string, string> assignments, string? condition)
{
    private readonly string _condition = condition ?? "true";

    /// <summary>Runs it.</summary>
    internal async Task<OperationResult> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        string?[] values = Assignments.InOrder(scope.Schema, assignments);
        FileMatches found = await FileMatches.FindAsync(scope, _condition, cancellationToken).ConfigureAwait(false);
        if (found.IsEmpty)
        {
            return new OperationResult { Outcome = null };
        }

        string scanned = scope.Elapsed();
        AddFile[] touched = [.. found.Whole, .. found.Partial.Select(match => match.File)];
        await scope.Target.BindAsync(touched, cancellationToken).ConfigureAwait(false);
        bool marks = scope.CanMark(touched);
        StagedRows written = await scope
            .StageRowsAsync(marks ? Changed(scope, values) : Rewritten(scope, values), cancellationToken)
            .ConfigureAwait(false);
        StagedRows? changes = scope.RecordsChanges
            ? await scope.StageChangesAsync(Changes(scope, values), cancellationToken).ConfigureAwait(false)
            : null;
        RowsRemoval removal = marks
            ? await MarkAsync(scope, cancellationToken).ConfigureAwait(false)
            : new RowsRemoval(touched, [], new StagedRows(scope.Snapshot.LocalRoot, [], 0));
        long updated = found.MatchedRows ?? written.RowCount;
        return await CommitAsync(scope, (updated, scanned, found.Read), removal, written, changes, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<RowsRemoval> MarkAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        await ChangedRows.ComputeAsync(scope, _condition, cancellationToken).ConfigureAwait(false);
        return await RowsRemoval.MarkAsync(scope, cancellationToken).ConfigureAwait(false);
    }

    private async Task<OperationResult> CommitAsync(
        OperationScope scope,
        (long Updated, string Scanned, ReadSet Read) found,
        RowsRemoval removal,
        StagedRows written,
        StagedRows? changes,
        CancellationToken cancellationToken
    )
    {
        long copied = written.RowCount - found.Updated;
        TableWrite write = new()
        {
            Mode = WriteMode.Replace,
            Schema = scope.Schema,
            Files = written.Files,
            Removed = removal.Removed,
            Marked = removal.Marked,
            ChangeFiles = changes?.Files ?? [],
            Operation = "UPDATE",
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["predicate"] = OperationText.Predicates(condition),
            },
            HasAllMetrics = true,
            Metrics = new Dictionary<string, string>(removal.Metrics(written.Files, changes), StringComparer.Ordinal)
            {
                ["numUpdatedRows"] = OperationText.Of(found.Updated),
                ["numCopiedRows"] = OperationText.Of(copied),
                ["scanTimeMs"] = found.Scanned,
                ["executionTimeMs"] = scope.Elapsed(),
            },
        };
        return new OperationResult
        {
            Outcome = await scope.CommitAsync(found.Read.Register(write), cancellationToken).ConfigureAwait(false),
            UpdatedRows = found.Updated,
            CopiedRows = copied,
        };
    }

    // All rows of the files, the matched ones changed.
    private string Rewritten(OperationScope scope, string?[] values)
    {
        IEnumerable<string> columns = scope.Schema.Fields.Select(
            (field, at) =>
            {
                string there = Assignments.Column(TargetRows.Alias, field);
                return values[at] is { } value
                    ? Assignments.Cast($"case when ({_condition}) then ({value}) else {there} end", field)
                    : there;
            }
        );
        bool isMarked = HasToCompute(scope.Schema, values);
        string marker = isMarked ? $", coalesce(({_condition}), false) as {ComputedColumns.Changed}" : "";
        string select = $"select {string.Join(", ", columns)}{marker} from {TargetRows.From}";
        return scope.Computed.Complete(select, field => IsGiven(scope.Schema, values, field), isMarked);
    }

    private string Changed(OperationScope scope, string?[] values)
    {
        IEnumerable<string> columns = scope.Schema.Fields.Select(
            (field, at) =>
                values[at] is { } value ? Assignments.Cast(value, field) : Assignments.Column(TargetRows.Alias, field)
        );
        string select = $"select {string.Join(", ", columns)} from {TargetRows.From} where ({_condition})";
        return scope.Computed.Complete(select, field => IsGiven(scope.Schema, values, field));
    }

    private static bool IsGiven(StructType schema, string?[] values, StructField field) =>
        values[Assignments.IndexOf(schema, field.Name)] is not null;

    private static bool HasToCompute(StructType schema, string?[] values) =>
        schema.Fields.Any(field => ComputedColumns.IsGenerated(field) && !IsGiven(schema, values, field));

    private string Changes(OperationScope scope, string?[] values) =>
        $"""
        select {scope.TargetColumns}, 'update_preimage' as {OperationScope.ChangeType}
        from {TargetRows.From} where ({_condition})
        union all
        select *, 'update_postimage' from ({Changed(scope, values)}) as changed
        """;
}
