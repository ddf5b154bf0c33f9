using Lakehouse.Project;

namespace Lakehouse.Runs;

/// <summary>Settles which instant a run takes as now.</summary>
public static class AsOfRule
{
    /// <summary>The instant: what was asked for, else what the project says, else the start of the current UTC day.</summary>
    /// <param name="asked">What was asked for, or null.</param>
    /// <param name="project">The project.</param>
    /// <param name="clock">Tells the current day.</param>
    /// <returns>An instant in UTC. It is exclusive: what was recorded at or after it is not known to the run.</returns>
    public static DateTimeOffset Settle(DateTimeOffset? asked, LakehouseProject project, TimeProvider clock) =>
        (asked ?? project.AsOf ?? new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero)).ToUniversalTime();
}
