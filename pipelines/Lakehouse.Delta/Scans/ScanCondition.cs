namespace Lakehouse.Delta.Scans;

// why: the cases have the names of SQL's own operators.
#pragma warning disable CA1716

// why: the cases are closed, and what is asked of all of them is read at one place.
#pragma warning disable S3060

/// <summary>A condition on the rows of a table, as far as it is understood without an engine.</summary>
/// <remarks>It means what SQL means by it: a comparison with null is null, and only true finds a row.</remarks>
public abstract record ScanCondition
{
    private ScanCondition() { }

    /// <summary>All of some conditions.</summary>
    /// <param name="Parts">The conditions; none is true.</param>
    public sealed record And(IReadOnlyList<ScanCondition> Parts) : ScanCondition;

    /// <summary>At least one of some conditions.</summary>
    /// <param name="Parts">The conditions; none is false.</param>
    public sealed record Or(IReadOnlyList<ScanCondition> Parts) : ScanCondition;

    /// <summary>The opposite of a condition; null stays null.</summary>
    /// <param name="Part">The condition.</param>
    public sealed record Not(ScanCondition Part) : ScanCondition;

    /// <summary>A column compared with a literal.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Comparison">How.</param>
    /// <param name="Literal">The literal, of the column's kind.</param>
    public sealed record Compare(ScanColumn Column, ScanComparison Comparison, ScanLiteral Literal) : ScanCondition;

    /// <summary>A column from one literal to another, both included.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="From">The lower end.</param>
    /// <param name="To">The upper end; nothing lies between ends the wrong way round.</param>
    public sealed record Between(ScanColumn Column, ScanLiteral From, ScanLiteral To) : ScanCondition;

    /// <summary>A text that starts with another.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Prefix">The other text.</param>
    /// <param name="IsWhole">False where more is asked of the text than the prefix.</param>
    public sealed record StartsWith(ScanColumn Column, string Prefix, bool IsWhole) : ScanCondition;

    /// <summary>Whether a column is null; never null itself.</summary>
    /// <param name="Column">The column.</param>
    public sealed record IsNull(ScanColumn Column) : ScanCondition;

    /// <summary>A column that is itself a truth value.</summary>
    /// <param name="Column">The column.</param>
    public sealed record IsTrue(ScanColumn Column) : ScanCondition;

    /// <summary>A truth value, or null, for each row.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Constant(bool? Value) : ScanCondition;

    /// <summary>What is not understood: it may be anything for any row.</summary>
    public sealed record Unknown : ScanCondition;

    /// <summary>Whether any part of it can tell files apart.</summary>
    public bool IsUsable =>
        this switch
        {
            And and => and.Parts.Any(part => part.IsUsable),
            Or or => or.Parts.All(part => part.IsUsable),
            Not not => not.Part.IsUsable,
            Unknown => false,
            _ => true,
        };

    /// <summary>The conditions all of which are true where this one is.</summary>
    public IEnumerable<ScanCondition> Conjuncts => this is And and ? and.Parts.SelectMany(part => part.Conjuncts) : [this];
}

/// <summary>How a column is compared with a literal.</summary>
public enum ScanComparison
{
    /// <summary>The same value.</summary>
    Equal,

    /// <summary>Another value.</summary>
    NotEqual,

    /// <summary>A value below it.</summary>
    Less,

    /// <summary>A value below it, or the same.</summary>
    LessOrEqual,

    /// <summary>A value above it.</summary>
    Greater,

    /// <summary>A value above it, or the same.</summary>
    GreaterOrEqual,

    /// <summary>The same value, and false instead of null for null (<c>is not distinct from</c>).</summary>
    NullSafeEqual,
}
