namespace Lakehouse.Scheduler.Calendar;

/// <summary>A run that the calendar starts, as its file declares it. Immutable.</summary>
public sealed record Schedule
{
    /// <summary>The name: lower case letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>When it fires.</summary>
    public required FireTimes Times { get; init; }

    /// <summary>What to run, as <c>run --select</c> takes it; null: everything.</summary>
    public string? Selection { get; init; }

    /// <summary>What to leave out, as <c>run --exclude</c> takes it; null: nothing.</summary>
    public string? Exclude { get; init; }

    /// <summary>Whether to build everything anew.</summary>
    public bool IsFull { get; init; }

    /// <summary>What becomes of a fire that could not start on time.</summary>
    public MissedPolicy Missed { get; init; } = MissedPolicy.RunOnce;

    /// <summary>Which instant the run takes as now.</summary>
    public AsOfRule AsOf { get; init; } = AsOfRule.StartOfDay;

    /// <summary>Whether it fires at all.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The file that declares it: an absolute path.</summary>
    public required string File { get; init; }

    /// <summary>How runs name it as their trigger: <c>schedule:NAME</c>.</summary>
    public string Trigger => $"schedule:{Name}";

    /// <summary>The instant that the run of a fire takes as now.</summary>
    /// <param name="fireAt">When the fire was due.</param>
    /// <returns>The instant, UTC.</returns>
    public DateTimeOffset AsOfOf(DateTimeOffset fireAt) => AsOf == AsOfRule.FireTime
        ? fireAt.ToUniversalTime()
        : Times.StartOfDay(fireAt);
}
