namespace Lakehouse.Matching.Estimation;

/// <summary>Finds the parameters under which the counted patterns are most likely.</summary>
/// <remarks>
/// EM (Dempster, Laird and Rubin 1977) for a mixture of matches and others (Winkler 1988). It works on distinct patterns
/// with their counts, so its cost does not depend on the number of pairs.
/// </remarks>
public static class ExpectationMaximisation
{
    private const double Least = 1e-12;

    /// <summary>Fits.</summary>
    /// <param name="patterns">The patterns, at least one.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="options">What to learn and when to stop.</param>
    /// <returns>The fit; whether it converged is a part of it.</returns>
    public static EmFit Fit(IReadOnlyList<PatternCount> patterns, MatchParameters start, EmOptions options)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        if (patterns.Count == 0)
        {
            throw new ArgumentException("There is no pattern to learn from.", nameof(patterns));
        }

        MatchParameters parameters = start;
        for (int round = 1; round <= options.MostRounds; round++)
        {
            (MatchParameters next, double movement) = Step(patterns, parameters, options);
            parameters = next;
            if (movement < options.Tolerance)
            {
                return Finish(patterns, parameters, round, hasConverged: true);
            }
        }

        return Finish(patterns, parameters, options.MostRounds, hasConverged: false);
    }

    /// <summary>The probability that a pair with a pattern is a match.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="parameters">The parameters.</param>
    /// <returns>The probability, and the likelihood of the outcomes.</returns>
    internal static (double Probability, double Likelihood) Expect(PatternCount pattern, MatchParameters parameters)
    {
        IReadOnlyList<int> outcomes = pattern.Outcomes;
        double match = parameters.Lambda * Math.Pow(2, pattern.Rarity);
        double other = 1 - parameters.Lambda;
        for (int index = 0; index < outcomes.Count; index++)
        {
            int outcome = outcomes[index];
            if (outcome > 0)
            {
                match *= parameters.Comparisons[index].M[outcome];
                other *= parameters.Comparisons[index].U[outcome];
            }
        }

        double likelihood = match + other;
        return (likelihood > 0 ? match / likelihood : 0, likelihood);
    }

    private static EmFit Finish(IReadOnlyList<PatternCount> patterns, MatchParameters parameters, int rounds, bool hasConverged)
    {
        double logLikelihood = 0;
        double matches = 0;
        foreach (PatternCount pattern in patterns)
        {
            (double probability, double likelihood) = Expect(pattern, parameters);
            logLikelihood += pattern.Count * Math.Log(Math.Max(likelihood, double.Epsilon));
            matches += pattern.Count * probability;
        }

        return new EmFit(parameters, logLikelihood, matches, rounds, hasConverged);
    }

    private static (MatchParameters Next, double Movement) Step(
        IReadOnlyList<PatternCount> patterns,
        MatchParameters parameters,
        EmOptions options)
    {
        double[][] matchCounts = [.. parameters.Comparisons.Select(each => new double[each.M.Count])];
        double[][] otherCounts = [.. parameters.Comparisons.Select(each => new double[each.U.Count])];
        double matches = 0;
        double total = 0;
        foreach (PatternCount pattern in patterns)
        {
            double expected = pattern.Count * Expect(pattern, parameters).Probability;
            matches += expected;
            total += pattern.Count;
            for (int index = 0; index < pattern.Outcomes.Count; index++)
            {
                matchCounts[index][pattern.Outcomes[index]] += expected;
                otherCounts[index][pattern.Outcomes[index]] += pattern.Count - expected;
            }
        }

        double lambda = options.LearnsLambda ? Math.Clamp(matches / total, Least, 1 - Least) : parameters.Lambda;
        double movement = Math.Abs(lambda - parameters.Lambda);
        var comparisons = new OutcomeProbabilities[parameters.Comparisons.Count];
        for (int index = 0; index < comparisons.Length; index++)
        {
            OutcomeProbabilities before = parameters.Comparisons[index];
            IReadOnlyList<double> m = options.LearnsM ? Shares(matchCounts[index], before.M, options.Smoothing) : before.M;
            IReadOnlyList<double> u = options.LearnsU ? Shares(otherCounts[index], before.U, options.Smoothing) : before.U;
            movement = Math.Max(movement, Math.Max(Distance(m, before.M), Distance(u, before.U)));
            comparisons[index] = new OutcomeProbabilities(m, u);
        }

        return (new MatchParameters(lambda, comparisons), movement);
    }

    // Outcome 0 is a missing value and is not counted. Without any count the probabilities stay as they were.
    private static IReadOnlyList<double> Shares(double[] counts, IReadOnlyList<double> before, double smoothing)
    {
        double total = 0;
        for (int outcome = 1; outcome < counts.Length; outcome++)
        {
            total += counts[outcome] + smoothing;
        }

        if (total <= 0)
        {
            return before;
        }

        double[] shares = new double[counts.Length];
        for (int outcome = 1; outcome < counts.Length; outcome++)
        {
            shares[outcome] = (counts[outcome] + smoothing) / total;
        }

        return shares;
    }

    private static double Distance(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        double farthest = 0;
        for (int index = 0; index < left.Count; index++)
        {
            farthest = Math.Max(farthest, Math.Abs(left[index] - right[index]));
        }

        return farthest;
    }
}

/// <summary>What EM learns and when it stops.</summary>
public sealed record EmOptions
{
    /// <summary>Whether λ is learnt. Default: true.</summary>
    public bool LearnsLambda { get; init; } = true;

    /// <summary>Whether m is learnt. Default: true.</summary>
    public bool LearnsM { get; init; } = true;

    /// <summary>Whether u is learnt. Default: true.</summary>
    public bool LearnsU { get; init; } = true;

    /// <summary>Pairs added to each outcome, so that none is impossible; at least 0. Default: 0.</summary>
    public double Smoothing { get; init; }

    /// <summary>The most rounds. Default: 1,000.</summary>
    public int MostRounds { get; init; } = 1_000;

    /// <summary>It has converged when no probability moves by as much. Default: 1e-9.</summary>
    public double Tolerance { get; init; } = 1e-9;
}

/// <summary>What EM found.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="LogLikelihood">The natural logarithm of the likelihood of all counted pairs.</param>
/// <param name="ExpectedMatches">How many of the pairs are expected to be matches.</param>
/// <param name="Rounds">The rounds it took.</param>
/// <param name="HasConverged">False when the rounds ran out.</param>
public sealed record EmFit(MatchParameters Parameters, double LogLikelihood, double ExpectedMatches, int Rounds, bool HasConverged);
