using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Estimation;

/// <summary>Learns λ, m and u from counted patterns.</summary>
/// <remarks>
/// u comes from random pairs, of which nearly all are no matches; the few that are weigh by the probability that they are
/// not. m comes from the pairs of each blocking rule, by EM with u held fixed and without the comparisons whose columns
/// the rule fixes; the rules' estimates are averaged by the matches that they expect times the square of their share. λ is what makes the matches expected
/// among all pairs that the rules find agree with itself.
/// </remarks>
/// <param name="model">The model.</param>
public sealed class Trainer(MatchModel model)
{
    private const int Passes = 3;
    private const int LambdaRounds = 100;
    private const double Smoothing = 0.1;
    private const double LeastLambda = 1e-10;

    /// <summary>Learns.</summary>
    /// <param name="random">The patterns of random pairs.</param>
    /// <param name="blocked">The patterns of the pairs that the rules find, with the rules that find them, a bit each.</param>
    /// <param name="allPairs">How many pairs there are in all.</param>
    /// <returns>What was learnt.</returns>
    public TrainedModel Train(IReadOnlyList<PatternCount> random, IReadOnlyList<BlockedPattern> blocked, double allPairs)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(blocked);
        MatchParameters parameters = MatchParameters.Start(model.Comparisons) with { Lambda = LeastLambda };
        PatternCount[] distinct = Distinct(blocked);
        IReadOnlyList<TrainingSession> sessions = [];
        bool[] isTrained = new bool[model.Comparisons.Count];
        for (int pass = 0; pass < Passes; pass++)
        {
            parameters = parameters with { Comparisons = WithU(random, parameters) };
            (parameters, sessions, isTrained) = WithM(blocked, parameters);
            parameters = parameters with { Lambda = LambdaOf(distinct, parameters, allPairs) };
        }

        return new TrainedModel(
            parameters,
            sessions,
            random.Sum(pattern => pattern.Count),
            [.. model.Comparisons.Where((_, index) => !isTrained[index]).Select(comparison => comparison.Name)]);
    }

    private static PatternCount[] Distinct(IReadOnlyList<BlockedPattern> blocked) =>
        [.. blocked
            .GroupBy(each => (each.Pattern, each.Rarity))
            .Select(group => new PatternCount(group.First().Outcomes, group.Sum(each => each.Count), group.Key.Rarity))];

    private static OutcomeProbabilities[] WithU(IReadOnlyList<PatternCount> random, MatchParameters parameters)
    {
        double[][] counts = [.. parameters.Comparisons.Select(each => new double[each.U.Count])];
        foreach (PatternCount pattern in random)
        {
            double others = pattern.Count * (1 - ExpectationMaximisation.Expect(pattern, parameters).Probability);
            for (int index = 0; index < counts.Length; index++)
            {
                counts[index][pattern.Outcomes[index]] += others;
            }
        }

        return [.. counts.Select((own, index) => parameters.Comparisons[index] with { U = Shares(own) })];
    }

    private static double[] Shares(double[] counts)
    {
        double total = 0;
        for (int outcome = 1; outcome < counts.Length; outcome++)
        {
            total += counts[outcome] + Smoothing;
        }

        double[] shares = new double[counts.Length];
        for (int outcome = 1; outcome < counts.Length; outcome++)
        {
            shares[outcome] = (counts[outcome] + Smoothing) / total;
        }

        return shares;
    }

    private (MatchParameters Parameters, IReadOnlyList<TrainingSession> Sessions, bool[] IsTrained) WithM(
        IReadOnlyList<BlockedPattern> blocked,
        MatchParameters parameters)
    {
        double[][] sums = [.. parameters.Comparisons.Select(each => new double[each.M.Count])];
        double[] weights = new double[sums.Length];
        List<TrainingSession> sessions = [];
        for (int rule = 0; rule < model.Rules.Count; rule++)
        {
            int[] learnt = Learnt(model.Rules[rule]);
            PatternCount[] patterns = SessionPatterns(blocked, rule, learnt);
            if (learnt.Length == 0 || patterns.Length == 0)
            {
                continue;
            }

            EmFit fit = ExpectationMaximisation.Fit(
                patterns,
                new MatchParameters(0.1, [.. learnt.Select(index => new OutcomeProbabilities(
                    OutcomeProbabilities.Start(model.Comparisons[index].Levels.Count).M,
                    parameters.Comparisons[index].U))]),
                new EmOptions { LearnsU = false, Smoothing = Smoothing, MostRounds = model.Training.MostRounds, Tolerance = model.Training.Tolerance });
            sessions.Add(new TrainingSession(model.Rules[rule].Name, patterns.Sum(each => each.Count), fit.ExpectedMatches, fit.Rounds, fit.HasConverged));
            Add(fit, learnt, sums, weights);
        }

        OutcomeProbabilities[] comparisons = [.. parameters.Comparisons.Select((before, index) => weights[index] > 0
            ? before with { M = [.. sums[index].Select(sum => sum / weights[index])] }
            : before)];
        return (parameters with { Comparisons = comparisons }, sessions, [.. weights.Select(weight => weight > 0)]);
    }

    // Where most pairs are no matches, others that happen to be alike are easily taken for matches: such a session counts less.
    private static void Add(EmFit fit, int[] learnt, double[][] sums, double[] weights)
    {
        double weight = fit.ExpectedMatches * fit.Parameters.Lambda * fit.Parameters.Lambda;
        for (int position = 0; position < learnt.Length; position++)
        {
            IReadOnlyList<double> m = fit.Parameters.Comparisons[position].M;
            weights[learnt[position]] += weight;
            for (int outcome = 1; outcome < m.Count; outcome++)
            {
                sums[learnt[position]][outcome] += weight * m[outcome];
            }
        }
    }

    // What a rule makes equal says nothing about how often matches are equal there.
    private int[] Learnt(BlockingRule rule) =>
        [.. Enumerable.Range(0, model.Comparisons.Count).Where(index => !model.Comparisons[index].Columns.Any(column => rule.Columns.Contains(column)))];

    private static PatternCount[] SessionPatterns(IReadOnlyList<BlockedPattern> blocked, int rule, int[] learnt) =>
    [
        .. blocked
            .Where(each => (each.Mask & (1L << rule)) != 0)
            .GroupBy(each => string.Join(',', learnt.Select(index => each.Outcomes[index])))
            .Select(group => new PatternCount([.. learnt.Select(index => group.First().Outcomes[index])], group.Sum(each => each.Count))),
    ];

    private static double LambdaOf(PatternCount[] patterns, MatchParameters parameters, double allPairs)
    {
        double lambda = Math.Max(parameters.Lambda, 1 / allPairs);
        for (int round = 0; round < LambdaRounds; round++)
        {
            MatchParameters current = parameters with { Lambda = lambda };
            double matches = patterns.Sum(pattern => pattern.Count * ExpectationMaximisation.Expect(pattern, current).Probability);
            double next = Math.Clamp(matches / allPairs, LeastLambda, 0.5);
            if (Math.Abs(next - lambda) < lambda * 1e-4)
            {
                return next;
            }

            lambda = next;
        }

        return lambda;
    }
}

/// <summary>A pattern of pairs that blocking rules find.</summary>
/// <param name="Mask">The rules that find them: bit N for rule N.</param>
/// <param name="Pattern">The code of the outcomes.</param>
/// <param name="Outcomes">The outcomes.</param>
/// <param name="Count">The pairs.</param>
/// <param name="Rarity">Bits that the rarity of the values adds.</param>
public sealed record BlockedPattern(long Mask, long Pattern, IReadOnlyList<int> Outcomes, double Count, double Rarity);
