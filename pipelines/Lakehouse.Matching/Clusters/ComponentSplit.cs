namespace Lakehouse.Matching.Clusters;

/// <summary>Decides which records of a connected component are one: agglomeration by average linkage.</summary>
/// <remarks>
/// Connected components alone chain: A is like B, B is like C, and A and C, who were never alike, become one. So two
/// clusters are united only while the pairs between them speak for it on average (Sokal and Michener 1958); a pair that
/// was not found by any rule and is not like enough to be kept counts against it. Pairs are taken from the strongest to
/// the weakest, equals by record number, so the result does not depend on the order of the input's pairs.
/// </remarks>
/// <param name="options">When clusters are united.</param>
public sealed class ComponentSplit(LinkageOptions options)
{
    private readonly Dictionary<int, Cluster> _clusters = [];
    private readonly Dictionary<int, int> _clusterOf = [];
    private readonly Dictionary<(int, int), double> _weights = [];
    private readonly List<AdjustedPair> _adjusted = [];
    private readonly List<ScoredPair> _refused = [];

    /// <summary>Splits a component.</summary>
    /// <param name="pairs">The known pairs within it, in any order.</param>
    /// <param name="options">When clusters are united.</param>
    /// <returns>The clusters, and the pairs whose worth the cluster changes.</returns>
    public static (IReadOnlyList<IReadOnlyList<int>> Clusters, IReadOnlyList<AdjustedPair> Adjusted) Of(
        IReadOnlyList<ScoredPair> pairs,
        LinkageOptions options)
    {
        ComponentSplit split = new(options);
        split.Run(pairs);
        return ([.. split._clusters.Values.Select(cluster => (IReadOnlyList<int>)[.. cluster.Members.Order()])], split._adjusted);
    }

    private void Run(IReadOnlyList<ScoredPair> pairs)
    {
        foreach (ScoredPair pair in pairs)
        {
            _weights[(pair.Left, pair.Right)] = pair.Weight;
            Take(pair.Left);
            Take(pair.Right);
        }

        foreach (ScoredPair pair in pairs)
        {
            double excess = Math.Clamp(pair.Weight, options.LeastWeight, options.MostWeight) - options.LeastWeight;
            Count(pair.Left, pair.Right, excess);
            Count(pair.Right, pair.Left, excess);
        }

        IEnumerable<ScoredPair> strongestFirst = pairs
            .Where(pair => pair.Weight >= options.MergeWeight)
            .OrderByDescending(pair => pair.Weight).ThenBy(pair => pair.Left).ThenBy(pair => pair.Right);
        foreach (ScoredPair pair in strongestFirst)
        {
            TryUnite(pair);
        }

        foreach (ScoredPair pair in _refused.Where(pair => _clusterOf[pair.Left] != _clusterOf[pair.Right]))
        {
            _adjusted.Add(new AdjustedPair(pair.Left, pair.Right, Math.Min(pair.Weight, options.RefusedWeight), PairDecision.Review));
        }
    }

    private void Take(int record)
    {
        if (_clusterOf.TryAdd(record, record))
        {
            _clusters.Add(record, new Cluster([record], []));
        }
    }

    private void Count(int from, int to, double excess) =>
        _clusters[from].Excess[to] = _clusters[from].Excess.GetValueOrDefault(to) + excess;

    private void TryUnite(ScoredPair pair)
    {
        int left = _clusterOf[pair.Left];
        int right = _clusterOf[pair.Right];
        if (left == right)
        {
            return;
        }

        Cluster one = _clusters[left];
        Cluster other = _clusters[right];
        double pairCount = PairsBetween(one, other);
        double average = options.LeastWeight + (one.Excess.GetValueOrDefault(right) / pairCount);
        if (average < options.LeastAverage || one.Members.Count + other.Members.Count > options.MostMembers)
        {
            _refused.Add(pair);
            return;
        }

        double worth = Math.Max(options.MergeWeight, Math.Min(pair.Weight, average));
        foreach ((int a, int b) in one.Members.SelectMany(member => other.Members.Select(second => (Math.Min(member, second), Math.Max(member, second)))))
        {
            bool isStrongAlone = _weights.TryGetValue((a, b), out double direct) && direct >= options.MergeWeight;
            if (CanBeCompared(a, b) && !isStrongAlone)
            {
                _adjusted.Add(new AdjustedPair(a, b, worth, PairDecision.Merge));
            }
        }

        Unite(left, right);
    }

    private double PairsBetween(Cluster one, Cluster other)
    {
        if (options.LinkedLefts is not { } lefts)
        {
            return (double)one.Members.Count * other.Members.Count;
        }

        double oneLefts = one.Members.Count(member => member < lefts);
        double otherLefts = other.Members.Count(member => member < lefts);
        return (oneLefts * (other.Members.Count - otherLefts)) + ((one.Members.Count - oneLefts) * otherLefts);
    }

    private bool CanBeCompared(int left, int right) => options.LinkedLefts is not { } lefts || (left < lefts && right >= lefts);

    // The smaller one moves, so that a record moves at most log n times.
    private void Unite(int left, int right)
    {
        (int stays, int moves) = _clusters[left].Members.Count >= _clusters[right].Members.Count ? (left, right) : (right, left);
        Cluster target = _clusters[stays];
        Cluster source = _clusters[moves];
        foreach (int member in source.Members)
        {
            _clusterOf[member] = stays;
        }

        target.Members.AddRange(source.Members);
        foreach ((int neighbour, double excess) in source.Excess)
        {
            Dictionary<int, double> theirs = _clusters[neighbour].Excess;
            theirs.Remove(moves);
            if (neighbour != stays)
            {
                target.Excess[neighbour] = target.Excess.GetValueOrDefault(neighbour) + excess;
                theirs[stays] = target.Excess[neighbour];
            }
        }

        _clusters.Remove(moves);
    }

    /// <summary>Records that are one, and by how much pairs with other clusters exceed the least weight, in sum.</summary>
    private sealed record Cluster(List<int> Members, Dictionary<int, double> Excess);
}

/// <summary>When clusters are united.</summary>
public sealed record LinkageOptions
{
    /// <summary>The weight from which on a pair can unite two clusters.</summary>
    public required double MergeWeight { get; init; }

    /// <summary>What a pair that a cluster speaks against is worth at the most: below <see cref="MergeWeight"/>.</summary>
    public required double RefusedWeight { get; init; }

    /// <summary>The most records of a cluster.</summary>
    public required int MostMembers { get; init; }

    /// <summary>
    /// The records of the left input where two inputs are linked: pairs within an input are then not compared and count
    /// neither way. Null, the default: all pairs count.
    /// </summary>
    public int? LinkedLefts { get; init; }

    /// <summary>The average weight that the pairs between two clusters need. Default: 0, as likely as not.</summary>
    public double LeastAverage { get; init; }

    /// <summary>What a pair counts at the least, and what one counts that is not known. Default: -10 bits.</summary>
    public double LeastWeight { get; init; } = -10;

    /// <summary>What a pair counts at the most. Default: 20 bits.</summary>
    public double MostWeight { get; init; } = 20;
}
