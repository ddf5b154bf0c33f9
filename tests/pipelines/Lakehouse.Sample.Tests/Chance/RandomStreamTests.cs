using Lakehouse.Sample.Chance;

namespace Lakehouse.Sample.Tests.Chance;

public sealed class RandomStreamTests
{
    [Fact]
    public void A_name_draws_the_same_every_time_and_another_name_draws_something_else()
    {
        static double[] Draw(int seed, string name, long index)
        {
            RandomStream stream = RandomStream.Of(seed, name, index);
            return [.. Enumerable.Range(0, 20).Select(_ => stream.NextDouble())];
        }

        Assert.Equal(Draw(7, "deals", 3), Draw(7, "deals", 3));
        Assert.NotEqual(Draw(7, "deals", 3), Draw(7, "deals", 4));
        Assert.NotEqual(Draw(7, "deals", 3), Draw(7, "leads", 3));
        Assert.NotEqual(Draw(7, "deals", 3), Draw(8, "deals", 3));
    }

    // Computed apart from this code, from the published definition of SplitMix64.
    [Fact]
    public void The_first_draws_never_change()
    {
        RandomStream stream = RandomStream.Of(7, "golden");

        Assert.Equal([0.13235493167825207, 0.6493533881625441], [stream.NextDouble(), stream.NextDouble()]);
    }

    [Fact]
    public void Distributions_have_the_moments_that_they_claim()
    {
        RandomStream stream = RandomStream.Of(7, "moments");
        const int Count = 40_000;
        static double Mean(Func<double> draw) => Enumerable.Range(0, Count).Average(_ => draw());

        Assert.Equal(0.5, Mean(stream.NextDouble), 0.01);
        Assert.Equal(0.0, Mean(stream.NextNormal), 0.02);
        Assert.Equal(1.0, Mean(() => Math.Pow(stream.NextNormal(), 2)), 0.03);
        Assert.Equal(5.0, Mean(() => stream.NextExponential(5)), 0.1);
        Assert.Equal(2.5, Mean(() => stream.NextPoisson(2.5)), 0.05);
        Assert.Equal(80.0, Mean(() => stream.NextPoisson(80)), 0.3);
        Assert.Equal(1.0 / 8, Mean(() => stream.NextBeta(1, 7)), 0.005);
        Assert.Equal(10 * Math.Exp(0.125), Mean(() => stream.NextLogNormal(10, 0.5)), 0.15);
        Assert.Equal(0.3, Mean(() => stream.PickWeighted([1, 6, 3]) == 2 ? 1 : 0), 0.01);
    }

    [Fact]
    public void Whole_numbers_stay_within_both_ends_and_reach_them()
    {
        RandomStream stream = RandomStream.Of(7, "ends");
        int[] drawn = [.. Enumerable.Range(0, 2_000).Select(_ => stream.NextInt(3, 7))];

        Assert.Equal([3, 4, 5, 6, 7], drawn.Distinct().Order());
    }

    [Fact]
    public void Portable_powers_and_logarithms_agree_with_the_platform_to_fourteen_digits()
    {
        for (double x = -30; x <= 30; x += 0.37)
        {
            Assert.Equal(1.0, PortableMath.Exp(x) / Math.Exp(x), 1e-13);
        }

        for (double x = 1e-9; x < 1e9; x *= 1.7)
        {
            Assert.Equal(Math.Log(x), PortableMath.Log(x), 1e-13 * Math.Max(1, Math.Abs(Math.Log(x))));
        }
    }
}
