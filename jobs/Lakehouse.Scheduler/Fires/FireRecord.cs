namespace Lakehouse.Scheduler.Fires;

/// <summary>A fire and what became of it: a row of <c>ops.schedule_fire</c>.</summary>
public sealed record FireRecord
{
    /// <summary>The schedule's name.</summary>
    public required string Schedule { get; init; }

    /// <summary>When the fire was due, UTC.</summary>
    public required DateTimeOffset FireAt { get; init; }

    /// <summary>What became of it.</summary>
    public required FireOutcome Outcome { get; init; }

    /// <summary>When that was known, UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The instant that its run took as now; null when none started.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Its run; null when none started.</summary>
    public string? RunId { get; init; }

    /// <summary>Why, in a sentence; null when it ran well.</summary>
    public string? Message { get; init; }
}
