namespace Lakehouse.Transform.Running;

/// <summary>What a run did.</summary>
public sealed record TransformResult
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The instant that it took as now.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last step ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The selected steps, in the graph's order.</summary>
    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>The release that readers see afterwards; null where there is none yet.</summary>
    public long? Release { get; init; }

    /// <summary>Whether this run published it.</summary>
    public bool IsReleasePublished { get; init; }

    /// <summary>Why there is a new release, or why there is none: one sentence.</summary>
    public string ReleaseReason { get; init; } = string.Empty;

    /// <summary>Why the run's history could not be written; null when it was.</summary>
    public string? HistoryFault { get; init; }

    /// <summary>Whether every step's table holds what it should; false makes exit code 1.</summary>
    public bool IsGood => Steps.All(step => step.IsGood);

    /// <summary>How many steps came out so.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The number, 0 or more.</returns>
    public int Count(StepStatus status) => Steps.Count(step => step.Status == status);
}
