using Lakehouse.Transform.Running;

namespace Lakehouse.Runs;

/// <summary>What a run did, from landing to the readers' file.</summary>
public sealed record RunReport
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The instant that the run took as now; exclusive.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the run ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>What was landed, a row for each entity of each source, in the project's order; empty when nothing was to be landed.</summary>
    public required IReadOnlyList<LandedEntity> Landed { get; init; }

    /// <summary>Sources that could not be landed: whole messages with their codes.</summary>
    public required IReadOnlyList<string> SourceFaults { get; init; }

    /// <summary>What was built; null when a fault in landing stopped the run before it.</summary>
    public required TransformResult? Built { get; init; }

    /// <summary>The DuckDB file for readers; null while nothing was ever released.</summary>
    public required string? CatalogPath { get; init; }

    /// <summary>Why the readers' file could not be written, a whole message with its code; null when it was, or need not be.</summary>
    public required string? PublishFault { get; init; }

    /// <summary>Whether everything that was asked for holds; false makes exit code 1.</summary>
    public bool IsGood =>
        SourceFaults.Count == 0 && PublishFault is null && Built is { IsGood: true } && Landed.All(entity => entity.RejectedFiles == 0);
}
