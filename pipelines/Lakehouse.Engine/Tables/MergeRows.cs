using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>Writes the SELECTs of the rows that a merge leaves, gives and records.</summary>
/// <param name="scope">The operation.</param>
/// <param name="plan">The clauses.</param>
/// <param name="matches">The rows that change.</param>
/// <param name="equality">The merge's condition where it demands that columns are equal; null otherwise.</param>
internal sealed class MergeRows(OperationScope scope, MergePlan plan, MergeMatches matches, string? equality)
{
    private const string AtPosition =
        $"{ChangedRows.Table}.{ChangedRows.File} = {TargetRows.Alias}.{FilePosition.File} "
        + $"and {ChangedRows.Table}.{ChangedRows.Row} = {TargetRows.Alias}.{FilePosition.Row}";

    private const string OfSource = $"{MergeSource.Alias}.{MergeSource.Number} = ";

    private static string ChangedTarget => $"{TargetRows.From} join {ChangedRows.Table} on {AtPosition}";

    private static string ChangedSource => $"join {MergeSource.From} on {OfSource}{ChangedRows.Table}.{ChangedRows.SourceRow}";

    internal MergePlan Plan => plan;

    internal MergeMatches Matches => matches;

    /// <summary>The rows of touched files that stay as they are.</summary>
    /// <remarks>
    /// Where every match changes its row, the rows without a match stay: an engine tells them by the equality at less
    /// cost than by their positions.
    /// </remarks>
    internal string Kept =>
        $"select {scope.TargetColumns} from {TargetRows.From} where not exists (select 1 from "
        + (
            equality is not null && plan.ChangesEveryMatch
                ? $"{MergeSource.From} where ({equality}))"
                : $"{ChangedRows.Table} where {AtPosition})"
        );

    /// <summary>The rows that get other values, after the merge, and those that come in; one SELECT each.</summary>
    internal async Task<IReadOnlyList<(string Kind, string Sql)>> GivenAsync(CancellationToken cancellationToken)
    {
        List<(string, string)> selects = [];
        MergePlan.NumberedClause[] updates = Applied(plan.Matched, one => one.IsUpdate);
        if (updates.Length > 0)
        {
            bool needsTarget = await NeedsTargetAsync(updates, cancellationToken).ConfigureAwait(false);
            string from = needsTarget ? $"{ChangedTarget} {ChangedSource}" : $"{ChangedRows.Table} {ChangedSource}";
            selects.AddRange(Alike(updates).Select(part => ("update_postimage", Updated(part, from))));
        }

        MergePlan.NumberedClause[] unmatched = Applied(plan.NotMatchedBySource, one => one.IsUpdate);
        if (unmatched.Length > 0)
        {
            selects.AddRange(Alike(unmatched).Select(part => ("update_postimage", Updated(part, ChangedTarget))));
        }

        MergePlan.NumberedClause[] inserts = Applied(plan.NotMatched, _ => true);
        if (inserts.Length > 0)
        {
            selects.AddRange(Alike(inserts).Select(part => ("insert", Inserted(part, isOnly: part.Length == inserts.Length))));
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
        Complete(
            $"select {plan.Columns(clauses, $"{ChangedRows.Table}.{ChangedRows.Clause}", Unchanged)} "
                + $"from {from} where {Among(clauses)}",
            clauses
        );

    private string Inserted(MergePlan.NumberedClause[] clauses, bool isOnly)
    {
        string number = $"{MergeMatches.Added}.{ChangedRows.Clause}";
        string among = isOnly ? "" : $" where {number} in ({Numbers(clauses)})";
        return Complete(
            $"select {plan.Columns(clauses, number, scope.Computed.Missing)} from {MergeMatches.Added} "
                + $"join {MergeSource.From} on {OfSource}{MergeMatches.Added}.{ChangedRows.SourceRow}{among}",
            clauses
        );
    }

    private string Complete(string select, MergePlan.NumberedClause[] clauses) =>
        scope.Computed.Complete(
            select,
            field => clauses[0].Values[Assignments.IndexOf(scope.Schema, field.Name)] is not null
        );

    // Clauses of which some give a generated column and others do not, cannot share a SELECT.
    private IEnumerable<MergePlan.NumberedClause[]> Alike(MergePlan.NumberedClause[] clauses) =>
        scope.Computed.HasGenerated ? clauses.Select(clause => new[] { clause }) : [clauses];

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
        $"{ChangedRows.Table}.{ChangedRows.Clause} in ({Numbers(clauses)})";

    private static string Numbers(IEnumerable<MergePlan.NumberedClause> clauses) =>
        string.Join(", ", clauses.Select(one => OperationText.Of(one.Number)));
}
