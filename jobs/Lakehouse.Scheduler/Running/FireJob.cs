using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using Quartz;

namespace Lakehouse.Scheduler.Running;

/// <summary>What Quartz calls when a schedule fires.</summary>
/// <param name="schedule">The schedule.</param>
/// <param name="handler">Does what the fire asks for.</param>
/// <param name="stop">Signalled when the scheduler shall stop.</param>
internal sealed class FireJob(Schedule schedule, FireHandler handler, CancellationToken stop) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancellationToken);
        await handler.HandleAsync(schedule, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, either.Token).ConfigureAwait(false);
    }
}
