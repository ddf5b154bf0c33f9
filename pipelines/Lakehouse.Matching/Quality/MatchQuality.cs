namespace Lakehouse.Matching.Quality;

/// <summary>How good a run was, pair by pair, against who is who in truth.</summary>
/// <param name="TruePairs">Pairs of records that are one in truth.</param>
/// <param name="FoundByRules">How many of those the blocking rules find: no score can reach more of them directly.</param>
/// <param name="AtMerge">The pairs that were merged.</param>
/// <param name="Best">The pairs above the weight with the best F1.</param>
/// <param name="BestWeight">That weight, in bits.</param>
public sealed record MatchQuality(long TruePairs, long FoundByRules, PairQuality AtMerge, PairQuality Best, double BestWeight)
{
    /// <summary>The share of true pairs that the blocking rules find; 1 where there are none.</summary>
    public double RecallCeiling => TruePairs == 0 ? 1 : (double)FoundByRules / TruePairs;
}

/// <summary>Counts of pairs and what follows from them.</summary>
/// <param name="TruePositives">Taken for one, and one in truth.</param>
/// <param name="FalsePositives">Taken for one, and not one in truth.</param>
/// <param name="FalseNegatives">One in truth, and not taken for one.</param>
public readonly record struct PairQuality(long TruePositives, long FalsePositives, long FalseNegatives)
{
    /// <summary>The share of the pairs taken for one that are; 1 where none are taken.</summary>
    public double Precision => TruePositives + FalsePositives == 0 ? 1 : (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>The share of the true pairs that are taken for one; 1 where there are none.</summary>
    public double Recall => TruePositives + FalseNegatives == 0 ? 1 : (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall (van Rijsbergen 1979).</summary>
    public double F1 => TruePositives == 0 ? 0 : 2d * TruePositives / ((2d * TruePositives) + FalsePositives + FalseNegatives);
}
