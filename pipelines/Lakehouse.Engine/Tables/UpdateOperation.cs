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
        StagedRows rewritten = await scope
            .StageRowsAsync(Rewrite(scope.Schema, values), cancellationToken)
            .ConfigureAwait(false);
        StagedRows? changes = scope.RecordsChanges
            ? await scope.StageChangesAsync(Changes(scope, values), cancellationToken).ConfigureAwait(false)
            : null;
        long updated = found.MatchedRows ?? rewritten.RowCount;
        TableWrite write = new()
        {
            Mode = WriteMode.Replace,
            Schema = scope.Schema,
            Files = rewritten.Files,
            Removed = touched,
            ChangeFiles = changes?.Files ?? [],
            HasReadWholeTable = true,
            Operation = "UPDATE",
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["predicate"] = OperationText.Predicates(condition),
            },
            HasAllMetrics = true,
            Metrics = new Dictionary<string, string>(
                FileMetrics.Of(touched, rewritten.Files, changes),
                StringComparer.Ordinal
            )
            {
                ["numUpdatedRows"] = OperationText.Of(updated),
                ["numCopiedRows"] = OperationText.Of(rewritten.RowCount - updated),
                ["scanTimeMs"] = scanned,
                ["executionTimeMs"] = scope.Elapsed(),
            },
        };
        return new OperationResult
        {
            Outcome = await scope.CommitAsync(write, cancellationToken).ConfigureAwait(false),
            UpdatedRows = updated,
            CopiedRows = rewritten.RowCount - updated,
        };
    }

    private string Rewrite(StructType schema, string?[] values)
    {
        IEnumerable<string> columns = schema.Fields.Select(
            (field, at) =>
                values[at] is { } value
                    ? Assignments.Cast(
                        $"case when ({_condition}) then ({value}) else {Assignments.Column(TargetRows.Alias, field)} end",
                        field
                    )
                    : Assignments.Column(TargetRows.Alias, field)
        );
        return $"select {string.Join(", ", columns)} from {TargetRows.From}";
    }

    private string Changes(OperationScope scope, string?[] values)
    {
        IEnumerable<string> after = scope.Schema.Fields.Select(
            (field, at) =>
                values[at] is { } value ? Assignments.Cast(value, field) : Assignments.Column(TargetRows.Alias, field)
        );
        return $"""
            select {scope.TargetColumns},
                'update_preimage' as {OperationScope.ChangeType}
            from {TargetRows.From} where ({_condition})
            union all
            select {string.Join(", ", after)}, 'update_postimage' from {TargetRows.From} where ({_condition})
            """;
    }
}
