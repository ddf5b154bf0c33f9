using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using Lakehouse.Scheduler.Running;
using Lakehouse.Scheduler.Tests.Fires;
using Lakehouse.Testing;
using static Lakehouse.Scheduler.Tests.Instants;

namespace Lakehouse.Scheduler.Tests.Running;

public sealed class ScheduleServiceTests
{
    private readonly MemoryLedger _ledger = new();

    [Fact]
    public async Task A_schedule_seen_for_the_first_time_has_missed_nothing()
    {
        ScriptedRuns runs = ScriptedRuns.Good();
        IReadOnlyList<FireRecord> records = await CatchUpAsync(runs, "2026-02-03T12:00:00Z", FireHandlerTests.Nightly());

        Assert.Empty(records);
        Assert.Empty(runs.Asked);
        Assert.Equal([FireOutcome.Registered], _ledger.Records.Select(record => record.Outcome));
    }

    [Fact]
    public async Task One_run_makes_up_for_the_nights_that_nobody_ran_the_scheduler()
    {
        await CatchUpAsync(ScriptedRuns.Good(), "2026-01-30T12:00:00Z", FireHandlerTests.Nightly());
        ScriptedRuns runs = ScriptedRuns.Good();
        IReadOnlyList<FireRecord> records = await CatchUpAsync(runs, "2026-02-03T12:00:00Z", FireHandlerTests.Nightly());

        Assert.Equal(["nightly as of 2026-02-03T00:00:00Z"], runs.Asked);
        Assert.Equal([FireOutcome.Ran], records.Select(record => record.Outcome));
    }

    [Fact]
    public async Task Missed_nights_are_passed_over_where_the_policy_is_to_skip()
    {
        Schedule schedule = FireHandlerTests.Nightly() with { Missed = MissedPolicy.Skip };
        await CatchUpAsync(ScriptedRuns.Good(), "2026-01-30T12:00:00Z", schedule);
        ScriptedRuns runs = ScriptedRuns.Good();
        IReadOnlyList<FireRecord> records = await CatchUpAsync(runs, "2026-02-03T12:00:00Z", schedule);

        Assert.Empty(runs.Asked);
        Assert.Equal([FireOutcome.Skipped], records.Select(record => record.Outcome));
    }

    [Fact]
    public async Task A_night_that_was_stopped_is_made_up_for_after_the_restart()
    {
        await CatchUpAsync(ScriptedRuns.Good(), "2026-01-30T12:00:00Z", FireHandlerTests.Nightly());
        await _ledger.RecordAsync(
            new FireRecord
            {
                Schedule = "nightly",
                FireAt = Utc("2026-01-31T02:00:00Z"),
                Outcome = FireOutcome.Stopped,
                RecordedAt = Utc("2026-01-31T02:01:00Z"),
            },
            CancellationToken.None);
        ScriptedRuns runs = ScriptedRuns.Good();
        await CatchUpAsync(runs, "2026-01-31T02:30:00Z", FireHandlerTests.Nightly());

        Assert.Equal(["nightly as of 2026-01-31T00:00:00Z"], runs.Asked);
    }

    [Fact]
    public async Task A_second_restart_finds_nothing_missed()
    {
        await CatchUpAsync(ScriptedRuns.Good(), "2026-01-30T12:00:00Z", FireHandlerTests.Nightly());
        await CatchUpAsync(ScriptedRuns.Good(), "2026-02-03T12:00:00Z", FireHandlerTests.Nightly());
        ScriptedRuns runs = ScriptedRuns.Good();

        Assert.Empty(await CatchUpAsync(runs, "2026-02-03T12:10:00Z", FireHandlerTests.Nightly()));
        Assert.Empty(runs.Asked);
    }

    [Fact]
    public async Task A_schedule_that_is_switched_off_is_left_alone()
    {
        Schedule off = FireHandlerTests.Nightly() with { IsEnabled = false };
        Assert.Empty(await CatchUpAsync(ScriptedRuns.Good(), "2026-02-03T12:00:00Z", off));
        Assert.Empty(_ledger.Records);
    }

    [Fact]
    public async Task Without_a_schedule_there_is_nothing_to_keep()
    {
        using FireHandler handler = new(ScriptedRuns.Good(), _ledger, TimeProvider.System, listener: null);
        ScheduleException fault = await Assert.ThrowsAsync<ScheduleException>(
            () => new ScheduleService([], handler, _ledger, TimeProvider.System).RunAsync(CancellationToken.None));

        Assert.Equal(
            "LH7107: found 0 schedules and none of them switched on, expected at least one. "
            + "Add one as schedules/NAME.yml of the project, or set 'enabled: true'.",
            fault.Message);
    }

    [Fact]
    public async Task Quartz_fires_on_time_and_a_stop_waits_for_the_run_to_end_cleanly()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool hasEndedCleanly = false;
        ScriptedRuns runs = new(async (_, token) =>
        {
            started.TrySetResult();
            TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (token.Register(() => told.SetResult()))
            {
                await told.Task;
            }

            hasEndedCleanly = true;
            token.ThrowIfCancellationRequested();
            return new ScheduledRunResult("run", IsGood: true, "Done.");
        });
        using FireHandler handler = new(runs, _ledger, TimeProvider.System, listener: null);
        ScheduleService service = new([FireHandlerTests.Nightly("* * * * * ?")], handler, _ledger, TimeProvider.System);

        Task running = service.RunAsync(stop.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        Assert.True(hasEndedCleanly);
        Assert.Contains(_ledger.Records, record => record.Outcome == FireOutcome.Stopped);
    }

    [Fact]
    public void Two_schedulers_do_not_keep_one_warehouse()
    {
        using TemporaryFolder folder = new();
        using (SchedulerLock first = SchedulerLock.Take(folder.FullPath))
        {
            ScheduleException fault = Assert.Throws<ScheduleException>(() => SchedulerLock.Take(folder.FullPath));
            Assert.Equal("LH7106", fault.Code);
        }

        SchedulerLock.Take(folder.FullPath).Dispose();
    }

    private async Task<IReadOnlyList<FireRecord>> CatchUpAsync(ScriptedRuns runs, string now, Schedule schedule)
    {
        ManualClock clock = new(Utc(now));
        using FireHandler handler = new(runs, _ledger, clock, listener: null);
        return await new ScheduleService([schedule], handler, _ledger, clock).CatchUpAsync(CancellationToken.None);
    }
}
