namespace Lakehouse.Scheduler.Calendar;

/// <summary>What becomes of a fire that could not start on time: nothing ran the scheduler, or another run was under way.</summary>
public enum MissedPolicy
{
    /// <summary>One run makes up for all missed fires, as soon as it can.</summary>
    RunOnce,

    /// <summary>The fire is recorded and passed over; the next one runs as usual.</summary>
    Skip,
}
