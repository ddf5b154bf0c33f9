namespace Lakehouse.Delta.Scans;

/// <summary>AND, OR and NOT of sets of answers, by Kleene's rules.</summary>
internal static class TruthsLogic
{
    /// <summary>The answers of a conjunction.</summary>
    internal static Truths And(this Truths left, Truths right)
    {
        Truths both = left & right & (Truths.True | Truths.Null);
        Truths mixed = Has(left | right, Truths.Null) && CanBeNull(left, right) ? Truths.Null : Truths.None;
        return both | mixed | ((left | right) & Truths.False);
    }

    /// <summary>The answers of a disjunction.</summary>
    internal static Truths Or(this Truths left, Truths right) => left.Not().And(right.Not()).Not();

    /// <summary>The answers of a negation.</summary>
    internal static Truths Not(this Truths truths) =>
        (truths & Truths.Null)
        | (Has(truths, Truths.True) ? Truths.False : Truths.None)
        | (Has(truths, Truths.False) ? Truths.True : Truths.None);

    /// <summary>The answers that a yes and a no stand for.</summary>
    internal static Truths Of(bool canBeTrue, bool canBeFalse) =>
        (canBeTrue ? Truths.True : Truths.None) | (canBeFalse ? Truths.False : Truths.None);

    // Null beside true or null is null.
    private static bool CanBeNull(Truths left, Truths right) =>
        (left & (Truths.True | Truths.Null)) != Truths.None && (right & (Truths.True | Truths.Null)) != Truths.None;

    private static bool Has(Truths truths, Truths one) => (truths & one) != Truths.None;
}
