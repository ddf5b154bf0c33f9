namespace Lakehouse.Matching.Model;

/// <summary>How records are matched: what is compared, which pairs are looked at, and what is done with a score.</summary>
/// <remarks>Read from text by <see cref="MatchModelReader"/>; what the data teach is no part of it. Immutable.</remarks>
public sealed record MatchModel
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it matches, for people; empty where nothing was said.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The input's column that names a record; unique within an input.</summary>
    public required string IdColumn { get; init; }

    /// <summary>The columns that rules and comparisons use, at least one.</summary>
    public required IReadOnlyList<MatchColumn> Columns { get; init; }

    /// <summary>Which pairs are looked at, at least one rule.</summary>
    public required IReadOnlyList<BlockingRule> Rules { get; init; }

    /// <summary>What is compared, at least one comparison.</summary>
    public required IReadOnlyList<Comparison> Comparisons { get; init; }

    /// <summary>The columns of which agreement on a rare value weighs more, each once.</summary>
    public IReadOnlyList<string> TermFrequencyColumns =>
        [.. Comparisons.Where(comparison => comparison.UsesTermFrequency).SelectMany(comparison => comparison.Columns).Distinct(StringComparer.Ordinal)];

    /// <summary>What is done with a score.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>How the parameters are learnt.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>The most pairs that a run may compare. Default: 200 million.</summary>
    public long MostPairs { get; init; } = 200_000_000;

    /// <summary>
    /// The most records that may share the key of a rule; a larger block is left out and reported. Default: 5,000.
    /// </summary>
    public int LargestBlock { get; init; } = 5_000;

    /// <summary>The most records of a cluster; a larger one is not merged but reviewed. Default: 100.</summary>
    public int LargestCluster { get; init; } = 100;
}

/// <summary>What is done with a pair, by the probability that it is a match.</summary>
/// <remarks>0 &lt; <see cref="Report"/> ≤ <see cref="Review"/> ≤ <see cref="Merge"/> &lt; 1.</remarks>
public sealed record Thresholds
{
    /// <summary>From here on a pair is merged. Default: 0.95.</summary>
    public double Merge { get; init; } = 0.95;

    /// <summary>From here on a pair is proposed to a person. Default: 0.5.</summary>
    public double Review { get; init; } = 0.5;

    /// <summary>From here on a pair is written at all. Default: 0.02.</summary>
    public double Report { get; init; } = 0.02;
}

/// <summary>How the parameters are learnt.</summary>
public sealed record TrainingOptions
{
    /// <summary>The random pairs that teach u; all pairs where there are fewer. Default: 200,000.</summary>
    public long RandomPairs { get; init; } = 200_000;

    /// <summary>Chooses the random pairs. Default: 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The rounds that EM may take. Default: 200.</summary>
    public int MostRounds { get; init; } = 200;

    /// <summary>EM has converged when no probability moves by more. Default: 0.00001.</summary>
    public double Tolerance { get; init; } = 1e-5;
}

/// <summary>A column of the model.</summary>
/// <param name="Name">The name in rules and comparisons.</param>
/// <param name="Expression">SQL over the input's columns, each trimmed and null where empty.</param>
public sealed record MatchColumn(string Name, string Expression);

/// <summary>A rule by which two records become a pair to compare: they agree on every expression, and none is null.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Expressions">SQL over the model's columns, at least one.</param>
/// <param name="Columns">The model's columns that the expressions name: they teach nothing about themselves here.</param>
public sealed record BlockingRule(string Name, IReadOnlyList<string> Expressions, IReadOnlyList<string> Columns);

/// <summary>One comparison: levels of agreement from the strongest to the weakest; the first that holds counts.</summary>
/// <remarks>
/// Level 0 means that a value is missing, 1 to <c>Levels.Count</c> are the levels, and one more is none of them.
/// </remarks>
/// <param name="Name">The comparison's name.</param>
/// <param name="Columns">The model's columns that it compares, at least one.</param>
/// <param name="Levels">The levels, at least one.</param>
/// <param name="UsesTermFrequency">
/// Whether agreement on a rare value of its columns weighs more than on a common one, at whatever level.
/// </param>
public sealed record Comparison(string Name, IReadOnlyList<string> Columns, IReadOnlyList<ComparisonLevel> Levels, bool UsesTermFrequency)
{
    /// <summary>How many different outcomes it has: missing, the levels, and none of them.</summary>
    public int OutcomeCount => Levels.Count + 2;

    /// <summary>What people call an outcome.</summary>
    /// <param name="outcome">The outcome, in [0, <see cref="OutcomeCount"/>).</param>
    /// <returns>The label.</returns>
    public string Label(int outcome) => outcome == 0 ? "missing" : outcome <= Levels.Count ? Levels[outcome - 1].Label : "different";
}

/// <summary>A level of agreement.</summary>
/// <param name="Label">What people call it: the text of the model.</param>
/// <param name="Predicate">SQL over <c>l</c> and <c>r</c>, the two records.</param>
public sealed record ComparisonLevel(string Label, string Predicate);
