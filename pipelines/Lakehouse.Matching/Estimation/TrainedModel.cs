namespace Lakehouse.Matching.Estimation;

/// <summary>What the data taught.</summary>
/// <param name="Parameters">λ, m and u.</param>
/// <param name="Sessions">How each blocking rule's session went.</param>
/// <param name="RandomPairs">The random pairs that taught u.</param>
/// <param name="Untrained">Comparisons that no session could teach: they keep the m to begin with.</param>
public sealed record TrainedModel(
    MatchParameters Parameters,
    IReadOnlyList<TrainingSession> Sessions,
    double RandomPairs,
    IReadOnlyList<string> Untrained);

/// <summary>How a blocking rule's session went.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Pairs">The pairs that it learnt from.</param>
/// <param name="ExpectedMatches">How many of them are expected to be matches.</param>
/// <param name="Rounds">The rounds of EM.</param>
/// <param name="HasConverged">False when the rounds ran out.</param>
public sealed record TrainingSession(string Rule, double Pairs, double ExpectedMatches, int Rounds, bool HasConverged);
