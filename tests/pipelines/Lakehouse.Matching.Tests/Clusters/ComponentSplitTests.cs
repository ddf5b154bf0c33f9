using Lakehouse.Matching.Clusters;

namespace Lakehouse.Matching.Tests.Clusters;

public sealed class ComponentSplitTests
{
    private static readonly LinkageOptions Options = new() { MergeWeight = 4, RefusedWeight = 3.99, MostMembers = 5 };

    [Fact]
    public void Two_strong_pairs_bring_the_third_in_that_lacked_values()
    {
        (IReadOnlyList<IReadOnlyList<int>> clusters, IReadOnlyList<AdjustedPair> adjusted) =
            ComponentSplit.Of([new(1, 2, 12), new(2, 3, 10), new(1, 3, -2)], Options);

        Assert.Equal([1, 2, 3], Assert.Single(clusters));
        Assert.Equal(new AdjustedPair(1, 3, 4, PairDecision.Merge), Assert.Single(adjusted));
    }

    [Fact]
    public void A_chain_through_a_look_alike_is_cut_at_its_weakest_link()
    {
        (IReadOnlyList<IReadOnlyList<int>> clusters, IReadOnlyList<AdjustedPair> adjusted) =
            ComponentSplit.Of([new(1, 2, 15), new(3, 4, 15), new(2, 3, 5)], Options);

        Assert.Equal([[1, 2], [3, 4]], clusters.OrderBy(cluster => cluster[0]));
        Assert.Equal(new AdjustedPair(2, 3, 3.99, PairDecision.Review), Assert.Single(adjusted));
    }

    [Fact]
    public void A_cluster_above_the_cap_is_reviewed_instead()
    {
        List<ScoredPair> pairs = [];
        for (int left = 0; left < 6; left++)
        {
            for (int right = left + 1; right < 6; right++)
            {
                pairs.Add(new ScoredPair(left, right, 20 - right));
            }
        }

        (IReadOnlyList<IReadOnlyList<int>> clusters, IReadOnlyList<AdjustedPair> adjusted) = ComponentSplit.Of(pairs, Options);

        Assert.Equal(5, clusters.Max(cluster => cluster.Count));
        Assert.Equal(5, adjusted.Count(pair => pair.Decision == PairDecision.Review));
    }

    [Fact]
    public void The_order_of_the_pairs_does_not_matter()
    {
        ScoredPair[] pairs = [new(1, 2, 9), new(2, 3, 9), new(3, 4, 9), new(1, 3, -3), new(2, 4, 6), new(4, 5, 4.5)];

        string forwards = Text(ComponentSplit.Of(pairs, Options));
        string backwards = Text(ComponentSplit.Of([.. pairs.Reverse()], Options));

        Assert.Equal(forwards, backwards);
    }

    private static string Text((IReadOnlyList<IReadOnlyList<int>> Clusters, IReadOnlyList<AdjustedPair> Adjusted) split) =>
        string.Join(';', split.Clusters.Select(cluster => string.Join(',', cluster)).Order(StringComparer.Ordinal))
        + "|" + string.Join(';', split.Adjusted.Select(pair => pair.ToString()).Order(StringComparer.Ordinal));
}
