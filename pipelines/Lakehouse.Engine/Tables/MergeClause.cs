namespace Lakehouse.Engine.Tables;

/// <summary>What a merge does with rows. Of the clauses of one kind the first applies whose condition is true.</summary>
/// <param name="Condition">A condition, or null for all rows of the kind.</param>
public abstract record MergeClause(string? Condition)
{
    /// <summary>Gives a row of the table that a row of the source matches other values.</summary>
    /// <param name="Set">
    /// Column to expression on <c>target</c> and <c>source</c>; null for every column from the source's of that name.
    /// </param>
    /// <param name="Condition">A condition on <c>target</c> and <c>source</c>, or null.</param>
    public sealed record MatchedUpdate(IReadOnlyDictionary<string, string>? Set = null, string? Condition = null)
        : MergeClause(Condition);

    /// <summary>Takes a row of the table out that a row of the source matches.</summary>
    /// <param name="Condition">A condition on <c>target</c> and <c>source</c>, or null.</param>
    public sealed record MatchedDelete(string? Condition = null) : MergeClause(Condition);

    /// <summary>Adds a row of the source that matches no row of the table.</summary>
    /// <param name="Values">
    /// Column to expression on <c>source</c>, the others being NULL; null for every column from the source's of that
    /// name.
    /// </param>
    /// <param name="Condition">A condition on <c>source</c>, or null.</param>
    public sealed record NotMatchedInsert(IReadOnlyDictionary<string, string>? Values = null, string? Condition = null)
        : MergeClause(Condition);

    /// <summary>Gives a row of the table that no row of the source matches other values.</summary>
    /// <param name="Set">Column to expression on <c>target</c>.</param>
    /// <param name="Condition">A condition on <c>target</c>, or null.</param>
    public sealed record NotMatchedBySourceUpdate(IReadOnlyDictionary<string, string> Set, string? Condition = null)
        : MergeClause(Condition);

    /// <summary>Takes a row of the table out that no row of the source matches.</summary>
    /// <param name="Condition">A condition on <c>target</c>, or null.</param>
    public sealed record NotMatchedBySourceDelete(string? Condition = null) : MergeClause(Condition);
}
