namespace Lakehouse.Delta.Rules;

/// <summary>What a <see cref="RowRule"/> demands.</summary>
public enum RowRuleKind
{
    /// <summary>A column has a value in every row.</summary>
    NotNull,

    /// <summary>An expression that is noted at a column, <c>delta.invariants</c>, is true.</summary>
    Invariant,

    /// <summary>A named expression of the table, <c>delta.constraints.name</c>, is true.</summary>
    Check,

    /// <summary>
    /// A column has the value of its expression, <c>delta.generationExpression</c>; two nulls are the same value.
    /// </summary>
    Generated,
}
