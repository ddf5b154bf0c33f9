using Lakehouse.Delta;
using Lakehouse.Project;
using Lakehouse.Runs;
using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using Lakehouse.Scheduler.Running;
using Lakehouse.Scheduler.Tests.Fires;
using Lakehouse.Testing;
using Lakehouse.Transform.History;
using static Lakehouse.Scheduler.Tests.Instants;

namespace Lakehouse.Scheduler.Tests.Running;

public sealed class ProjectRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_by_schedule_is_a_run_with_its_name_and_the_as_of_of_its_day()
    {
        await using ProjectLakehouse lakehouse = Open();
        Schedule schedule = FireHandlerTests.Nightly() with { Selection = "gold.one+", Exclude = "gold.two", IsFull = true };
        RunRequest request = new ProjectRuns(lakehouse, "1.2.3").RequestOf(schedule, Utc("2026-01-31T00:00:00Z"));

        Assert.Equal("schedule:nightly", request.Trigger);
        Assert.Equal("gold.one+ --exclude gold.two", request.Selection.ToString());
        Assert.Equal((true, "1.2.3", Utc("2026-01-31T00:00:00Z")), (request.Full, request.ProductVersion, request.AsOf));
    }

    [Fact]
    public async Task A_fire_builds_the_project_and_both_histories_know_it()
    {
        await using ProjectLakehouse lakehouse = Open();
        OpsFireLedger ledger = new(lakehouse.Project, lakehouse.Engine, lakehouse.Clock);
        using FireHandler handler = new(new ProjectRuns(lakehouse, "1.2.3"), ledger, lakehouse.Clock, listener: null);

        FireRecord record = await handler.HandleAsync(FireHandlerTests.Nightly(), Utc("2026-01-31T02:00:00Z"), CancellationToken.None);

        Assert.Equal((FireOutcome.Ran, null), (record.Outcome, record.Message));
        Assert.NotNull(await lakehouse.Table(new("gold", "one")).TryGetVersionAsync(CancellationToken.None));
        LastRun? run = await LastRun.TryReadAsync(lakehouse.Table(OpsTables.Run), CancellationToken.None);
        Assert.Equal((record.RunId, Utc("2026-01-31T00:00:00Z")), (run!.RunId, run.AsOf));
        Assert.Equal(["nightly"], (await ledger.LatestAsync(CancellationToken.None)).Keys);
    }

    [Fact]
    public async Task A_warehouse_that_another_run_holds_blocks_the_fire()
    {
        await using ProjectLakehouse lakehouse = Open();
        using RunLock other = RunLock.Take(lakehouse.Project.WarehouseFolder, "other", Utc("2026-01-31T01:59:00Z"));
        MemoryLedger ledger = new();
        using FireHandler handler = new(new ProjectRuns(lakehouse, "1.2.3"), ledger, lakehouse.Clock, listener: null);

        FireRecord record = await handler.HandleAsync(
            FireHandlerTests.Nightly() with { Missed = MissedPolicy.Skip }, Utc("2026-01-31T02:00:00Z"), CancellationToken.None);

        Assert.Equal(FireOutcome.Blocked, record.Outcome);
        Assert.StartsWith("LH7001: found another run in", record.Message, StringComparison.Ordinal);
    }

    private ProjectLakehouse Open()
    {
        _folder.Write("lakehouse.yml", "name: mine\nreference: none\n");
        _folder.Write(
            "sql/gold/one.sql",
            "/*---\nmodel: gold.one\nkind: full\ndescription: One row.\ncolumns:\n  - {name: n, type: bigint, description: One.}\n---*/\nselect 1::bigint as n\n");
        ManualClock clock = new(Utc("2026-01-31T02:00:00Z"));
        return new ProjectLakehouse(LakehouseProject.Open(_folder.FullPath, new ProjectChoices()), clock, new TimeOrderedIds(clock), "test");
    }
}
