using Lakehouse.Scheduler.Calendar;
using Quartz;

namespace Lakehouse.Scheduler.Running;

/// <summary>Makes the Quartz trigger of a schedule.</summary>
internal static class FireTrigger
{
    /// <summary>Makes the trigger. Late fires are all delivered, because the handler decides by the schedule's policy and writes each down.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>The trigger, named like the schedule.</returns>
    internal static ITrigger Of(Schedule schedule, TimeProvider clock) => TriggerBuilder.Create(clock)
        .WithIdentity(schedule.Name)
        .WithSchedule(CronScheduleBuilder.Create(schedule.Times.Expression).WithMisfireInstruction(CronTriggerMisfireInstruction.IgnoreMisfires))
        .Build();
}
