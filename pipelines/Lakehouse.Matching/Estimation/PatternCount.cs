namespace Lakehouse.Matching.Estimation;

/// <summary>How many pairs have the same outcomes.</summary>
/// <param name="Outcomes">The outcome of each comparison; 0 where a value is missing.</param>
/// <param name="Count">The pairs, at least 0; a fraction where they are weighted.</param>
/// <param name="Rarity">Bits that the rarity of the values adds for a match; 0 where it does not count.</param>
public sealed record PatternCount(IReadOnlyList<int> Outcomes, double Count, double Rarity = 0);
