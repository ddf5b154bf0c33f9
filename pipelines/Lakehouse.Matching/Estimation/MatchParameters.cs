using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Estimation;

/// <summary>The parameters of Fellegi and Sunter's model (1969).</summary>
/// <remarks>
/// For a comparison with outcomes o: m(o) is the probability of o when two records are a match, u(o) when they are not.
/// A missing value (outcome 0) tells nothing. Comparisons are taken as independent given match or not.
/// </remarks>
/// <param name="Lambda">The probability that two records picked at random are a match, in (0, 1).</param>
/// <param name="Comparisons">The comparisons' probabilities in the model's order.</param>
public sealed record MatchParameters(double Lambda, IReadOnlyList<OutcomeProbabilities> Comparisons)
{
    private const double Least = 1e-12;

    /// <summary>The match weight that λ alone gives: log2(λ / (1 - λ)).</summary>
    public double PriorWeight => Math.Log2(Lambda / (1 - Lambda));

    /// <summary>The match weight of an outcome: log2(m / u); 0 for a missing value.</summary>
    /// <param name="comparison">The comparison's index.</param>
    /// <param name="outcome">The outcome.</param>
    /// <returns>Bits for (positive) or against (negative) a match.</returns>
    public double Weight(int comparison, int outcome) => outcome == 0
        ? 0
        : Math.Log2(Math.Max(Comparisons[comparison].M[outcome], Least) / Math.Max(Comparisons[comparison].U[outcome], Least));

    /// <summary>The weight of a whole pattern, λ included.</summary>
    /// <param name="outcomes">The outcomes.</param>
    /// <returns>Bits.</returns>
    public double Weight(IReadOnlyList<int> outcomes)
    {
        double weight = PriorWeight;
        for (int index = 0; index < outcomes.Count; index++)
        {
            weight += Weight(index, outcomes[index]);
        }

        return weight;
    }

    /// <summary>The probability that belongs to a weight: 2^w / (1 + 2^w).</summary>
    /// <param name="weight">Bits.</param>
    /// <returns>The probability, in [0, 1].</returns>
    public static double Probability(double weight) => 1 / (1 + Math.Pow(2, -weight));

    /// <summary>The weight that belongs to a probability: log2(p / (1 - p)).</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <returns>Bits.</returns>
    public static double WeightOf(double probability) => Math.Log2(probability / (1 - probability));

    /// <summary>Parameters to begin with: the strongest level most likely for a match, the last outcome for others.</summary>
    /// <param name="comparisons">The comparisons.</param>
    /// <returns>The parameters.</returns>
    public static MatchParameters Start(IReadOnlyList<Comparison> comparisons) =>
        new(0.1, [.. comparisons.Select(comparison => OutcomeProbabilities.Start(comparison.Levels.Count))]);
}

/// <summary>A comparison's probabilities by outcome; index 0, a missing value, is not used and 0.</summary>
/// <param name="M">For a match; sums to 1.</param>
/// <param name="U">For others; sums to 1.</param>
public sealed record OutcomeProbabilities(IReadOnlyList<double> M, IReadOnlyList<double> U)
{
    private const double Likely = 0.9;

    /// <summary>Probabilities to begin with.</summary>
    /// <param name="levelCount">The levels of the comparison.</param>
    /// <returns>m of the strongest level and u of the last outcome 0.9; the rest is shared evenly.</returns>
    public static OutcomeProbabilities Start(int levelCount)
    {
        double[] m = new double[levelCount + 2];
        double[] u = new double[levelCount + 2];
        for (int outcome = 1; outcome < m.Length; outcome++)
        {
            m[outcome] = outcome == 1 ? Likely : (1 - Likely) / levelCount;
            u[outcome] = outcome == m.Length - 1 ? Likely : (1 - Likely) / levelCount;
        }

        return new OutcomeProbabilities(m, u);
    }
}
