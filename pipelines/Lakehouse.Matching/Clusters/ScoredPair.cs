namespace Lakehouse.Matching.Clusters;

/// <summary>A pair of records with its weight.</summary>
/// <param name="Left">The smaller record.</param>
/// <param name="Right">The larger record.</param>
/// <param name="Weight">Bits for a match.</param>
public readonly record struct ScoredPair(int Left, int Right, double Weight);

/// <summary>What a pair is worth once the other records of its cluster are seen.</summary>
/// <param name="Left">The smaller record.</param>
/// <param name="Right">The larger record.</param>
/// <param name="Weight">Bits for a match.</param>
/// <param name="Decision">Merge, or review where the cluster speaks against a pair that alone would be merged.</param>
public readonly record struct AdjustedPair(int Left, int Right, double Weight, PairDecision Decision);

/// <summary>What is done with a pair.</summary>
public enum PairDecision
{
    /// <summary>They are not taken for one.</summary>
    Reject,

    /// <summary>A person decides.</summary>
    Review,

    /// <summary>They are one.</summary>
    Merge,
}
