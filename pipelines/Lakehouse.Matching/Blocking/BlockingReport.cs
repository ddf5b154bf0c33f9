namespace Lakehouse.Matching.Blocking;

/// <summary>What the blocking rules find, counted before anything is compared.</summary>
/// <param name="Rules">The rules in order.</param>
/// <param name="AllPairs">How many pairs there are without rules.</param>
public sealed record BlockingReport(IReadOnlyList<RuleCount> Rules, double AllPairs)
{
    /// <summary>The most pairs to compare: a pair that several rules find is counted by each of them here.</summary>
    public double MostPairs => Rules.Sum(rule => rule.PairCount);
}

/// <summary>What a rule finds.</summary>
/// <param name="Name">The rule.</param>
/// <param name="PairCount">The pairs in its blocks.</param>
/// <param name="LargestBlock">The records of its largest block that is used.</param>
/// <param name="OmittedBlocks">Blocks that are larger than the model allows: their pairs are left to other rules.</param>
/// <param name="OmittedPairs">The pairs in those.</param>
public sealed record RuleCount(string Name, double PairCount, long LargestBlock, long OmittedBlocks, double OmittedPairs);
