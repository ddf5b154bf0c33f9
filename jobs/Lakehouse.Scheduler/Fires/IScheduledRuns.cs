using Lakehouse.Scheduler.Calendar;

namespace Lakehouse.Scheduler.Fires;

/// <summary>Does the run of a fire: the same run as by hand.</summary>
public interface IScheduledRuns
{
    /// <summary>Runs.</summary>
    /// <param name="schedule">The schedule, which says what to run.</param>
    /// <param name="asOf">The instant that the run takes as now.</param>
    /// <param name="cancellationToken">Lets the step under way end or cancels it cleanly.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="Lakehouse.Runs.RunException"><c>LH7001</c>: another run holds the warehouse.</exception>
    Task<ScheduledRunResult> RunAsync(Schedule schedule, DateTimeOffset asOf, CancellationToken cancellationToken);
}

/// <summary>How the run of a fire ended.</summary>
/// <param name="RunId">The run.</param>
/// <param name="IsGood">Whether it ended with exit code 0.</param>
/// <param name="Summary">Its summary line.</param>
public sealed record ScheduledRunResult(string RunId, bool IsGood, string Summary);
