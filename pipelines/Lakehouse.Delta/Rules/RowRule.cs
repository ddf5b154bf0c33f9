namespace Lakehouse.Delta.Rules;

/// <summary>What a table demands of each of its rows. Whoever writes rows has to see to it; readers need not.</summary>
/// <remarks>Compared by content. An expression that is neither true nor false for a row is not kept by it.</remarks>
/// <param name="Kind">What is demanded.</param>
/// <param name="Name">The constraint's name in lower case; for the other kinds the column's name.</param>
/// <param name="Expression">The expression in Spark's SQL, as the log has it; empty for a column that may not be
/// null.</param>
public sealed record RowRule(RowRuleKind Kind, string Name, string Expression)
{
    /// <summary>The rule as an error names it.</summary>
    /// <returns>For example <c>the constraint 'positive'</c>.</returns>
    public override string ToString() =>
        Kind switch
        {
            RowRuleKind.Check => $"the constraint '{Name}'",
            RowRuleKind.Generated => $"the generated column '{Name}'",
            RowRuleKind.Invariant => $"the invariant of the column '{Name}'",
            _ => $"the column '{Name}', which may not be null",
        };
}
