namespace Lakehouse.Sample.Chance;

/// <summary>A sequence of draws that depends only on a seed and a name, never on what other sequences drew.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood 2014). Not safe to share between threads, not for secrets.</remarks>
internal sealed class RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;

    private RandomStream(ulong state) => _state = state;

    /// <summary>Opens the stream of a name.</summary>
    /// <param name="seed">The seed of the whole sample.</param>
    /// <param name="name">What is drawn.</param>
    /// <param name="index">Whose, where a name has many.</param>
    public static RandomStream Of(int seed, string name, long index = 0)
    {
        unchecked
        {
            ulong hash = 14695981039346656037;
            foreach (char letter in name)
            {
                hash = (hash ^ letter) * 1099511628211;
            }

            return new RandomStream(Mix(hash + Mix((ulong)seed + Golden) + Mix(((ulong)index * Golden) + 1)));
        }
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="bound"/>).</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt(int bound) => (int)(NextDouble() * bound);

    /// <summary>A whole number in [<paramref name="low"/>, <paramref name="high"/>], both ends included.</summary>
    /// <param name="low">The lowest.</param>
    /// <param name="high">The highest.</param>
    public int NextInt(int low, int high) => low + NextInt(high - low + 1);

    /// <summary>True with a probability.</summary>
    /// <param name="probability">In [0, 1].</param>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public double Between(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>One of a list, all alike.</summary>
    /// <param name="items">At least one.</param>
    public T Pick<T>(IReadOnlyList<T> items) => items[NextInt(items.Count)];

    /// <summary>The position of one of several weights, drawn in proportion to them.</summary>
    /// <param name="weights">Not negative, at least one positive.</param>
    public int PickWeighted(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        double mark = NextDouble() * total;
        for (int i = 0; i < weights.Length; i++)
        {
            mark -= weights[i];
            if (mark < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>A standard normal number, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        while (true)
        {
            double x = (2 * NextDouble()) - 1;
            double y = (2 * NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                return x * Math.Sqrt(-2 * PortableMath.Log(square) / square);
            }
        }
    }

    /// <summary>A log-normal number.</summary>
    /// <param name="median">Its median, positive.</param>
    /// <param name="sigma">The standard deviation of its logarithm.</param>
    public double NextLogNormal(double median, double sigma) => median * PortableMath.Exp(sigma * NextNormal());

    /// <summary>An exponential number.</summary>
    /// <param name="mean">Its mean, positive.</param>
    public double NextExponential(double mean) => -mean * PortableMath.Log(1 - NextDouble() + 1e-18);

    /// <summary>A Poisson count; above a mean of 30 by the normal approximation.</summary>
    /// <param name="mean">Its mean, not negative.</param>
    public int NextPoisson(double mean)
    {
        if (mean > 30)
        {
            return Math.Max(0, (int)Math.Floor(mean + (Math.Sqrt(mean) * NextNormal()) + 0.5));
        }

        double floor = PortableMath.Exp(-mean);
        double product = NextDouble();
        int count = 0;
        while (product > floor)
        {
            product *= NextDouble();
            count++;
        }

        return count;
    }

    /// <summary>A beta number, from two gamma numbers.</summary>
    /// <param name="alpha">The first shape, positive.</param>
    /// <param name="beta">The second shape, positive.</param>
    public double NextBeta(double alpha, double beta)
    {
        double x = NextGamma(alpha);
        double y = NextGamma(beta);
        return x / (x + y);
    }

    /// <summary>Puts a list in a random order, by Fisher and Yates.</summary>
    /// <param name="items">The list.</param>
    public void Shuffle<T>(IList<T> items)
    {
        for (int i = items.Count - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // Marsaglia and Tsang (2000); a shape below 1 is lifted by one and scaled back.
    private double NextGamma(double shape)
    {
        if (shape < 1)
        {
            return NextGamma(shape + 1) * PortableMath.Pow(NextDouble() + 1e-18, 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextNormal();
            double v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (PortableMath.Log(NextDouble() + 1e-18) < (0.5 * x * x) + d - (d * v) + (d * PortableMath.Log(v)))
            {
                return d * v;
            }
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private ulong NextBits()
    {
        unchecked
        {
            _state += Golden;
            return Mix(_state);
        }
    }
}
