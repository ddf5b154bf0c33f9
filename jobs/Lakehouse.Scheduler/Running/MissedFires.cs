using Lakehouse.Scheduler.Calendar;

namespace Lakehouse.Scheduler.Running;

/// <summary>Finds the fires that were due while no scheduler ran.</summary>
public static class MissedFires
{
    /// <summary>Finds, of each schedule that missed fires, the newest.</summary>
    /// <param name="schedules">The schedules.</param>
    /// <param name="latest">The newest fire of each schedule that is written down.</param>
    /// <param name="now">The instant of the restart.</param>
    /// <returns>The fires, ordered by when they were due and then by name.</returns>
    public static IReadOnlyList<MissedFire> Find(
        IReadOnlyList<Schedule> schedules,
        IReadOnlyDictionary<string, DateTimeOffset> latest,
        DateTimeOffset now)
    {
        List<MissedFire> missed = [];
        foreach (Schedule schedule in schedules.Where(schedule => schedule.IsEnabled))
        {
            if (latest.TryGetValue(schedule.Name, out DateTimeOffset last) && schedule.Times.LatestBetween(last, now) is { } fireAt)
            {
                missed.Add(new MissedFire(schedule, fireAt));
            }
        }

        return [.. missed.OrderBy(fire => fire.FireAt).ThenBy(fire => fire.Schedule.Name, StringComparer.Ordinal)];
    }
}

/// <summary>A fire that was due while no scheduler ran.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="FireAt">When it was due.</param>
public sealed record MissedFire(Schedule Schedule, DateTimeOffset FireAt);
