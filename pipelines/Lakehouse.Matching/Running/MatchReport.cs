using Lakehouse.Matching.Blocking;
using Lakehouse.Matching.Clusters;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Quality;

namespace Lakehouse.Matching.Running;

/// <summary>What a run did.</summary>
public sealed record MatchReport
{
    /// <summary>How many records there were.</summary>
    public required RecordCounts Records { get; init; }

    /// <summary>What the blocking rules find.</summary>
    public required BlockingReport Blocking { get; init; }

    /// <summary>What was learnt.</summary>
    public required TrainedModel Trained { get; init; }

    /// <summary>The pairs that are reported, by decision.</summary>
    public required PairCounts Pairs { get; init; }

    /// <summary>The clusters.</summary>
    public required ClusterCounts Clusters { get; init; }

    /// <summary>How good it was; null without a truth.</summary>
    public required MatchQuality? Quality { get; init; }

    /// <summary>How long each stage took.</summary>
    public required IReadOnlyList<StageTime> Stages { get; init; }
}

/// <summary>Reported pairs by decision.</summary>
/// <param name="Merge">Merged.</param>
/// <param name="Review">For a person to decide.</param>
/// <param name="Reject">Not merged.</param>
public readonly record struct PairCounts(long Merge, long Review, long Reject);

/// <summary>How long a stage took.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Time">How long.</param>
public readonly record struct StageTime(string Name, TimeSpan Time);
