namespace Lakehouse.Engine.Tables;

/// <summary>How many rows of a table a merge changed, by the way they changed.</summary>
internal sealed record MergeCounts(
    long Inserted,
    long MatchedUpdated,
    long MatchedDeleted,
    long UnmatchedUpdated,
    long UnmatchedDeleted,
    long Copied
)
{
    /// <summary>Adds up what the clauses applied to.</summary>
    /// <param name="plan">The clauses.</param>
    /// <param name="counts">Rows by clause.</param>
    /// <param name="written">Rows in the new files.</param>
    internal static MergeCounts Of(MergePlan plan, IReadOnlyDictionary<int, long> counts, long written)
    {
        long Sum(IEnumerable<MergePlan.NumberedClause> clauses) =>
            clauses.Sum(one => counts.TryGetValue(one.Number, out long rows) ? rows : 0);
        long inserted = Sum(plan.NotMatched);
        long matchedUpdated = Sum(plan.Matched.Where(one => one.IsUpdate));
        long unmatchedUpdated = Sum(plan.NotMatchedBySource.Where(one => one.IsUpdate));
        return new MergeCounts(
            inserted,
            matchedUpdated,
            Sum(plan.Matched.Where(one => one.IsDelete)),
            unmatchedUpdated,
            Sum(plan.NotMatchedBySource.Where(one => one.IsDelete)),
            written - inserted - matchedUpdated - unmatchedUpdated
        );
    }
}
