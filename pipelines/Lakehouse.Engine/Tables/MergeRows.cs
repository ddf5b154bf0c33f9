using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>Writes the SELECTs of the rows that a merge leaves, gives and records.</summary>
internal sealed class MergeRows(OperationScope scope, MergePlan plan, MergeMatches matches)
{
    private const string AtPosition =
        $"{ChangedRows.Table}.{ChangedRows.File} = {TargetRows.Alias}.{FilePosition.File} "
        + $"and {ChangedRows.Table}.{ChangedRows.Row} = {TargetRows.Alias}.{FilePosition.Row}";

    private const string OfSource = $"{MergeSource.Alias}.{MergeSource.Number} = ";

    private static string ChangedTarget => $"{TargetRows.From} join {ChangedRows.Table} on {AtPosition}";

    private static string ChangedSource => $"join {MergeSource.From} on {OfSource}{ChangedRows.Table}.{ChangedRows.SourceRow}";

    /// <summary>The rows of touched files that stay as they are.</summary>
    internal string Kept =>
        $"select {scope.TargetColumns} from {TargetRows.From} "
        + $"where not exists (select 1 from {ChangedRows.Table} where {AtPosition})";

    /// <summary>The rows that get other values, after the merge, and those that come in; one SELECT each.</summary>
    internal async Task<IReadOnlyList<(string Kind, string Sql)>> GivenAsync(CancellationToken cancellationToken)
    {
        List<(string, string)> selects = [];
        MergePlan.NumberedClause[] updates = Applied(plan.Matched, one => one.IsUpdate);
        if (updates.Length > 0)
        {
            bool needsTarget = await NeedsTargetAsync(updates, cancellationToken).ConfigureAwait(false);
            string from = needsTarget ? $"{ChangedTarget} {ChangedSource}" : $"{ChangedRows.Table} {ChangedSource}";
            selects.Add(("update_postimage", Updated(updates, from)));
        }

        MergePlan.NumberedClause[] unmatched = Applied(plan.NotMatchedBySource, one => one.IsUpdate);
        if (unmatched.Length > 0)
        {
            selects.Add(("update_postimage", Updated(unmatched, ChangedTarget)));
        }

        MergePlan.NumberedClause[] inserts = Applied(plan.NotMatched, _ => true);
        if (inserts.Length > 0)
        {
            string number = $"{MergeMatches.Added}.{ChangedRows.Clause}";
            selects.Add(
                (
                    "insert",
                    $"select {plan.Columns(inserts, number, _ => "null")} from {MergeMatches.Added} "
                        + $"join {MergeSource.From} on {OfSource}{MergeMatches.Added}.{ChangedRows.SourceRow}"
                )
            );
        }

        return selects;
    }

    /// <summary>All changes of the merge, with <see cref="OperationScope.ChangeType"/>.</summary>
    internal string Changes(IEnumerable<(string Kind, string Sql)> given)
    {
        List<string> selects = [];
        Before(selects, "update_preimage", one => one.IsUpdate);
        Before(selects, "delete", one => one.IsDelete);
        selects.AddRange(given.Select(one => WithKind(one.Sql, one.Kind)));
        return string.Join("\nunion all\n", selects);
    }

    private static string WithKind(string select, string kind) =>
        $"select *, '{kind}' as {OperationScope.ChangeType} from ({select}) as {kind}";

    private void Before(List<string> selects, string kind, Func<MergePlan.NumberedClause, bool> isKind)
    {
        MergePlan.NumberedClause[] clauses = Applied([.. plan.Matched, .. plan.NotMatchedBySource], isKind);
        if (clauses.Length > 0)
        {
            selects.Add(
                WithKind($"select {scope.TargetColumns} from {ChangedTarget} where {Among(clauses)}", kind)
            );
        }
    }

    private string Updated(MergePlan.NumberedClause[] clauses, string from) =>
        $"select {plan.Columns(clauses, $"{ChangedRows.Table}.{ChangedRows.Clause}", Unchanged)} "
        + $"from {from} where {Among(clauses)}";

    private string Unchanged(StructField field) =>
        scope.Snapshot.Schema.Fields.Any(there => string.Equals(there.Name, field.Name, StringComparison.OrdinalIgnoreCase))
            ? Assignments.Column(TargetRows.Alias, field)
            : "null";

    // Where the source alone gives every value, the table's files need not be read again.
    private async Task<bool> NeedsTargetAsync(
        MergePlan.NumberedClause[] updates,
        CancellationToken cancellationToken
    )
    {
        if (updates.Any(one => Array.Exists(one.Values, value => value is null)))
        {
            return true;
        }

        IEnumerable<string> values = updates.SelectMany(one => one.Values).Select(value => $"({value})");
        return !await scope
            .BindsAsync($"[{string.Join(", ", values.Select(value => $"{value} is null"))}]", MergeSource.From, cancellationToken)
            .ConfigureAwait(false);
    }

    private MergePlan.NumberedClause[] Applied(
        MergePlan.NumberedClause[] clauses,
        Func<MergePlan.NumberedClause, bool> isKind
    ) => [.. clauses.Where(one => matches.Counts.ContainsKey(one.Number) && isKind(one))];

    private static string Among(IEnumerable<MergePlan.NumberedClause> clauses) =>
        $"{ChangedRows.Table}.{ChangedRows.Clause} in ({string.Join(", ", clauses.Select(one => OperationText.Of(one.Number)))})";
}
