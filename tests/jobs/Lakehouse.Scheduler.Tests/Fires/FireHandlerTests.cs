using Lakehouse.Runs;
using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using static Lakehouse.Scheduler.Tests.Instants;

namespace Lakehouse.Scheduler.Tests.Fires;

public sealed class FireHandlerTests
{
    private static readonly DateTimeOffset Due = Utc("2026-01-31T02:00:00Z");

    private readonly MemoryLedger _ledger = new();

    [Fact]
    public async Task A_fire_on_time_runs_as_of_the_start_of_its_day_and_is_written_down()
    {
        ScriptedRuns runs = ScriptedRuns.Good();
        FireRecord record = await HandleAsync(runs, new ManualClock(Due.AddSeconds(1)), Nightly());

        Assert.Equal(["nightly as of 2026-01-31T00:00:00Z"], runs.Asked);
        Assert.Equal(FireOutcome.Ran, record.Outcome);
        Assert.Equal("run-1", record.RunId);
        Assert.Null(record.Message);
        Assert.Equal([record], _ledger.Records);
    }

    [Fact]
    public async Task The_day_of_a_fire_is_the_one_of_its_zone()
    {
        ScriptedRuns runs = ScriptedRuns.Good();
        Schedule schedule = Nightly("30 0 * * *", "Europe/Berlin");
        DateTimeOffset due = Utc("2026-01-30T23:30:00Z");
        await HandleAsync(runs, new ManualClock(due), schedule, due);

        Assert.Equal(["nightly as of 2026-01-30T23:00:00Z"], runs.Asked);
    }

    [Fact]
    public async Task A_late_fire_is_skipped_where_the_policy_says_so()
    {
        ScriptedRuns runs = ScriptedRuns.Good();
        FireRecord record = await HandleAsync(runs, new ManualClock(Due.AddHours(1)), Nightly() with { Missed = MissedPolicy.Skip });

        Assert.Empty(runs.Asked);
        Assert.Equal(FireOutcome.Skipped, record.Outcome);
        Assert.Equal("It could not start on time, and its policy is to skip.", record.Message);
    }

    [Fact]
    public async Task A_late_fire_runs_once_as_of_its_own_day()
    {
        ScriptedRuns runs = ScriptedRuns.Good();
        FireRecord record = await HandleAsync(runs, new ManualClock(Due.AddHours(20)), Nightly());

        Assert.Equal(["nightly as of 2026-01-31T00:00:00Z"], runs.Asked);
        Assert.Equal(FireOutcome.Ran, record.Outcome);
    }

    [Fact]
    public async Task A_late_fire_gives_way_to_a_later_one_of_the_same_schedule()
    {
        ScriptedRuns runs = ScriptedRuns.Good();
        FireRecord record = await HandleAsync(runs, new ManualClock(Due.AddHours(50)), Nightly());

        Assert.Empty(runs.Asked);
        Assert.Equal(FireOutcome.Superseded, record.Outcome);
        Assert.Equal("It could not start on time; the fire of 2026-02-02T02:00:00Z makes up for it.", record.Message);
    }

    [Fact]
    public async Task A_blocked_fire_is_passed_over_where_the_policy_is_to_skip()
    {
        ScriptedRuns runs = new((_, _) => throw Taken());
        FireRecord record = await HandleAsync(runs, new ManualClock(Due), Nightly() with { Missed = MissedPolicy.Skip });

        Assert.Single(runs.Asked);
        Assert.Equal(FireOutcome.Blocked, record.Outcome);
        Assert.StartsWith("LH7001: ", record.Message, StringComparison.Ordinal);
        Assert.Null(record.RunId);
    }

    [Fact]
    public async Task A_blocked_fire_waits_for_the_other_run_to_end()
    {
        ManualClock clock = new(Due);
        clock.OnTimer = () => _ = Task.Run(() => clock.Advance(FireHandler.RetryInterval));
        ScriptedRuns runs = new((call, _) => call < 4 ? throw Taken() : Task.FromResult(new ScheduledRunResult("run-4", IsGood: true, "Done.")));

        FireRecord record = await HandleAsync(runs, clock, Nightly());

        Assert.Equal(4, runs.Asked.Count);
        Assert.Equal(FireOutcome.Ran, record.Outcome);
        Assert.Equal("2026-01-31T02:01:30Z", Text(record.RecordedAt));
    }

    [Fact]
    public async Task A_blocked_fire_gives_up_when_the_next_one_is_due()
    {
        ManualClock clock = new(Due);
        clock.OnTimer = () => _ = Task.Run(() => clock.Advance(FireHandler.RetryInterval));
        ScriptedRuns runs = new((_, _) => throw Taken());

        FireRecord record = await HandleAsync(runs, clock, Nightly("*/5 * * * *"));

        Assert.Equal(FireOutcome.Blocked, record.Outcome);
        Assert.Equal("2026-01-31T02:04:30Z", Text(record.RecordedAt));
    }

    [Fact]
    public async Task A_run_that_ends_with_a_failure_is_written_down_with_its_summary()
    {
        ScriptedRuns runs = new((_, _) => Task.FromResult(new ScheduledRunResult("run-1", IsGood: false, "Done. PASS=3 ERROR=1")));
        FireRecord record = await HandleAsync(runs, new ManualClock(Due), Nightly());

        Assert.Equal(FireOutcome.Failed, record.Outcome);
        Assert.Equal("Done. PASS=3 ERROR=1", record.Message);
    }

    [Fact]
    public async Task A_run_that_cannot_start_is_written_down_and_ends_nothing_else()
    {
        ScriptedRuns runs = new((_, _) => throw new RunException("LH7002", "found the warehouse folder /w not writable, expected one.", "Give permission."));
        FireRecord record = await HandleAsync(runs, new ManualClock(Due), Nightly());

        Assert.Equal(FireOutcome.Failed, record.Outcome);
        Assert.StartsWith("LH7002: ", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_stopped_is_written_down_as_stopped()
    {
        using CancellationTokenSource stop = new();
        ScriptedRuns runs = new(async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new ScheduledRunResult("never", IsGood: true, "Done.");
        });
        using FireHandler handler = new(runs, _ledger, new ManualClock(Due), listener: null);

        FireRecord record = await handler.HandleAsync(Nightly(), Due, stop.Token);

        Assert.Equal(FireOutcome.Stopped, record.Outcome);
        Assert.Equal([record], _ledger.Records);
    }

    [Fact]
    public async Task Runs_of_two_schedules_follow_one_another()
    {
        int under = 0;
        int most = 0;
        TaskCompletionSource bothAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ScriptedRuns runs = new(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref under));
#pragma warning disable VSTHRD003 // why: the test itself lets the runs go on, and there is no context to dead-lock in.
            await bothAsked.Task;
#pragma warning restore VSTHRD003
            Interlocked.Decrement(ref under);
            return new ScheduledRunResult("run", IsGood: true, "Done.");
        });
        using FireHandler handler = new(runs, _ledger, new ManualClock(Due), listener: null);

        Task<FireRecord> first = handler.HandleAsync(Nightly(), Due, CancellationToken.None);
        Task<FireRecord> second = handler.HandleAsync(Nightly() with { Name = "other" }, Due, CancellationToken.None);
        bothAsked.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(1, most);
        Assert.Equal(2, runs.Asked.Count);
    }

    internal static Schedule Nightly(string cron = "0 2 * * *", string zone = "UTC") => new()
    {
        Name = "nightly",
        Times = FireTimes.Parse(cron, TimeZoneInfo.FindSystemTimeZoneById(zone), "nightly.yml:2"),
        File = "/project/schedules/nightly.yml",
    };

    private static RunException Taken() => new("LH7001", "found another run in /w (run 7), expected none.", "Wait for it to end.");

    private async Task<FireRecord> HandleAsync(ScriptedRuns runs, ManualClock clock, Schedule schedule, DateTimeOffset? due = null)
    {
        using FireHandler handler = new(runs, _ledger, clock, listener: null);
        return await handler.HandleAsync(schedule, due ?? Due, CancellationToken.None);
    }
}
