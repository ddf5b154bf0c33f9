using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using Quartz;

namespace Lakehouse.Scheduler.Running;

/// <summary>Keeps schedules: makes up for what was missed, then fires on time until it is told to stop.</summary>
/// <param name="schedules">The schedules; those that are switched off are left out.</param>
/// <param name="handler">Does what a fire asks for.</param>
/// <param name="ledger">Remembers fires over restarts.</param>
/// <param name="clock">The clock.</param>
public sealed class ScheduleService(IReadOnlyList<Schedule> schedules, FireHandler handler, IFireLedger ledger, TimeProvider clock)
{
    /// <summary>Keeps the schedules.</summary>
    /// <param name="cancellationToken">Tells it to stop; a run under way ends cleanly first.</param>
    /// <returns>When it has stopped.</returns>
    /// <exception cref="ScheduleException"><c>LH7107</c>: no schedule is switched on.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Schedule> enabled = schedules.Where(schedule => schedule.IsEnabled).ToDictionary(schedule => schedule.Name, StringComparer.Ordinal);
        if (enabled.Count == 0)
        {
            throw new ScheduleException(
                "LH7107",
                $"found {schedules.Count} schedules and none of them switched on, expected at least one.",
                "Add one as schedules/NAME.yml of the project, or set 'enabled: true'.");
        }

        // Quartz starts first, so that a fire that falls due while missed ones are made up for is not missed as well.
        IScheduler scheduler = await StartAsync(enabled, cancellationToken).ConfigureAwait(false);
        try
        {
            await CatchUpAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is how this ends.
        }
        finally
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Makes up for the fires that were due while no scheduler ran, and writes down the schedules seen for the first time.</summary>
    /// <param name="cancellationToken">Stops the run under way cleanly.</param>
    /// <returns>What became of the missed fires.</returns>
    public async Task<IReadOnlyList<FireRecord>> CatchUpAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyDictionary<string, DateTimeOffset> latest = await ledger.LatestAsync(cancellationToken).ConfigureAwait(false);
        foreach (Schedule schedule in schedules.Where(schedule => schedule.IsEnabled && !latest.ContainsKey(schedule.Name)))
        {
            FireRecord first = new() { Schedule = schedule.Name, FireAt = now, RecordedAt = now, Outcome = FireOutcome.Registered };
            await ledger.RecordAsync(first, cancellationToken).ConfigureAwait(false);
        }

        List<FireRecord> records = [];
        foreach (MissedFire missed in MissedFires.Find(schedules, latest, now))
        {
            records.Add(await handler.HandleAsync(missed.Schedule, missed.FireAt, cancellationToken).ConfigureAwait(false));
        }

        return records;
    }

    private async Task<IScheduler> StartAsync(Dictionary<string, Schedule> enabled, CancellationToken cancellationToken)
    {
        FireJobFactory factory = new(enabled, handler, cancellationToken);
        IScheduler scheduler = await QuartzSchedulerBuilder
            .Create(quartz =>
            {
                quartz.UseInMemoryStore();
                quartz.UseTimeProvider(clock);
                quartz.UseDefaultThreadPool(enabled.Count);
                quartz.UseJobFactory(factory);
            })
            .BuildScheduler(cancellationToken)
            .ConfigureAwait(false);

        foreach (Schedule schedule in enabled.Values)
        {
            IJobDetail job = JobBuilder.Create<FireJob>().WithIdentity(schedule.Name).Build();
            await scheduler.ScheduleJob(job, FireTrigger.Of(schedule, clock), cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        await scheduler.Start(cancellationToken).ConfigureAwait(false);
        return scheduler;
    }
}
