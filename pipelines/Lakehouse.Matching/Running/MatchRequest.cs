using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;

namespace Lakehouse.Matching.Running;

/// <summary>What to match and where the answers go.</summary>
public sealed record MatchRequest
{
    /// <summary>The model.</summary>
    public required MatchModel Model { get; init; }

    /// <summary>The records.</summary>
    public required MatchInput Input { get; init; }

    /// <summary>The records to link them to; null to find duplicates within <see cref="Input"/>.</summary>
    public MatchInput? Other { get; init; }

    /// <summary>The file for pairs, an absolute path; null for none.</summary>
    public string? PairsFile { get; init; }

    /// <summary>The file for clusters, an absolute path; null for none.</summary>
    public string? ClustersFile { get; init; }

    /// <summary>What was learnt before, instead of learning anew; null to learn.</summary>
    public TrainedModel? Trained { get; init; }

    /// <summary>The column, of the input or the model, that tells who is who; null where nobody knows.</summary>
    public string? TruthColumn { get; init; }
}
