using Lakehouse.Matching.Estimation;

namespace Lakehouse.Matching.Tests.Estimation;

public sealed class ExpectationMaximisationTests
{
    private static readonly MatchParameters Known = new(
        0.2,
        [
            new OutcomeProbabilities([0, 0.8, 0.15, 0.05], [0, 0.02, 0.08, 0.9]),
            new OutcomeProbabilities([0, 0.9, 0.1], [0, 0.1, 0.9]),
            new OutcomeProbabilities([0, 0.7, 0.3], [0, 0.05, 0.95]),
            new OutcomeProbabilities([0, 0.85, 0.15], [0, 0.2, 0.8]),
        ]);

    [Fact]
    public void Known_parameters_are_recovered_from_their_expected_counts()
    {
        EmFit fit = ExpectationMaximisation.Fit(
            Expected(1_000_000),
            new MatchParameters(0.1, [.. Known.Comparisons.Select(each => OutcomeProbabilities.Start(each.M.Count - 2))]),
            new EmOptions { MostRounds = 20_000, Tolerance = 1e-13 });

        Assert.True(fit.HasConverged);
        Assert.Equal(0.2, fit.Parameters.Lambda, 4);
        for (int index = 0; index < Known.Comparisons.Count; index++)
        {
            for (int outcome = 1; outcome < Known.Comparisons[index].M.Count; outcome++)
            {
                Assert.Equal(Known.Comparisons[index].M[outcome], fit.Parameters.Comparisons[index].M[outcome], 3);
                Assert.Equal(Known.Comparisons[index].U[outcome], fit.Parameters.Comparisons[index].U[outcome], 3);
            }
        }
    }

    [Fact]
    public void Running_out_of_rounds_is_an_outcome()
    {
        EmFit fit = ExpectationMaximisation.Fit(Expected(1000), Known with { Lambda = 0.01 }, new EmOptions { MostRounds = 1 });

        Assert.False(fit.HasConverged);
        Assert.Equal(1, fit.Rounds);
    }

    [Fact]
    public void A_missing_value_changes_no_probability()
    {
        MatchParameters parameters = Known with { Lambda = 0.3 };

        Assert.Equal(MatchParameters.WeightOf(0.3), parameters.Weight([0, 0, 0, 0]), 12);
        Assert.Equal(0.3, MatchParameters.Probability(parameters.PriorWeight), 12);
    }

    private static List<PatternCount> Expected(double pairs)
    {
        List<PatternCount> patterns = [];
        for (int a = 1; a <= 3; a++)
        {
            for (int rest = 0; rest < 8; rest++)
            {
                int[] outcomes = [a, 1 + (rest & 1), 1 + ((rest >> 1) & 1), 1 + (rest >> 2)];
                double match = Known.Lambda;
                double other = 1 - Known.Lambda;
                for (int index = 0; index < outcomes.Length; index++)
                {
                    match *= Known.Comparisons[index].M[outcomes[index]];
                    other *= Known.Comparisons[index].U[outcomes[index]];
                }

                patterns.Add(new PatternCount(outcomes, pairs * (match + other)));
            }
        }

        return patterns;
    }
}
