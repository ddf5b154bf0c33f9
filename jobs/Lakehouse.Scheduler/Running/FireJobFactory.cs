using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using Quartz;
using Quartz.Extensibility;

namespace Lakehouse.Scheduler.Running;

/// <summary>Makes the job of a fire; the trigger's name is the schedule's.</summary>
/// <param name="schedules">The schedules by name.</param>
/// <param name="handler">Does what a fire asks for.</param>
/// <param name="stop">Signalled when the scheduler shall stop.</param>
internal sealed class FireJobFactory(IReadOnlyDictionary<string, Schedule> schedules, FireHandler handler, CancellationToken stop) : IJobFactory
{
    /// <inheritdoc/>
    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new JobScope(new FireJob(schedules[bundle.Trigger.Key.Name], handler, stop), null));

    /// <inheritdoc/>
    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
