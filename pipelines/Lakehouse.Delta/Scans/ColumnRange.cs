namespace Lakehouse.Delta.Scans;

/// <summary>What is known of a column's values in one file, without opening it.</summary>
/// <param name="Min">No value lies below it; null where unknown.</param>
/// <param name="Max">No value but a NaN lies above it; null where unknown.</param>
internal readonly record struct ColumnRange(ScanValue? Min, ScanValue? Max)
{
    /// <summary>Nothing is known.</summary>
    internal static readonly ColumnRange Unknown = new(null, null) { MayBeNull = true, MayBeValue = true, MayBeNaN = true };

    /// <summary>Whether a row may have null.</summary>
    internal bool MayBeNull { get; init; }

    /// <summary>Whether a row may have a value.</summary>
    internal bool MayBeValue { get; init; }

    /// <summary>
    /// Whether a NaN may be among the values. Bounds do not show one: writers disagree on whether it counts.
    /// </summary>
    internal bool MayBeNaN { get; init; }

    /// <summary>A column that has one value, or null, in every row.</summary>
    internal static ColumnRange Single(ScanValue? value) =>
        value is null
            ? new ColumnRange(null, null) { MayBeNull = true }
            : new ColumnRange(value, value) { MayBeValue = true };

    /// <summary>Whether a value may lie below a literal.</summary>
    internal bool MayBeBelow(ScanLiteral literal) => Min is null || ScanValue.Compare(Min, literal.High) < 0;

    /// <summary>Whether a value may lie above a literal.</summary>
    internal bool MayBeAbove(ScanLiteral literal) =>
        (MayBeNaN && !literal.Low.IsNaN) || Max is null || ScanValue.Compare(Max, literal.Low) > 0;

    /// <summary>Whether a value may be a literal.</summary>
    internal bool MayBe(ScanLiteral literal) => MayLie(literal, literal);

    /// <summary>Whether a value may lie from one literal to another.</summary>
    internal bool MayLie(ScanLiteral from, ScanLiteral to) =>
        (MayBeNaN && to.High.IsNaN)
        || (
            (Min is null || ScanValue.Compare(Min, to.High) <= 0)
            && (Max is null || ScanValue.Compare(Max, from.Low) >= 0)
        );
}
