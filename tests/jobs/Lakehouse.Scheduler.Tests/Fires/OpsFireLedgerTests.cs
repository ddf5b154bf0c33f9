using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;
using Lakehouse.Scheduler.Fires;
using Lakehouse.Testing;
using static Lakehouse.Scheduler.Tests.Instants;

namespace Lakehouse.Scheduler.Tests.Fires;

public sealed class OpsFireLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fires_are_remembered_over_restarts()
    {
        _folder.Write("lakehouse.yml", "name: mine\n");
        LakehouseProject project = LakehouseProject.Open(_folder.FullPath, new ProjectChoices());
        ManualClock clock = new(Utc("2026-02-01T03:00:00Z"));
        await using (DuckDbEngine engine = new(new DuckDbOptions()))
        {
            OpsFireLedger ledger = new(project, engine, clock);
            Assert.Empty(await ledger.LatestAsync(CancellationToken.None));

            await ledger.RecordAsync(Record("nightly", "2026-01-31T02:00:00Z", FireOutcome.Ran), CancellationToken.None);
            await ledger.RecordAsync(Record("nightly", "2026-02-01T02:00:00Z", FireOutcome.Blocked), CancellationToken.None);
            await ledger.RecordAsync(Record("hourly", "2026-02-01T01:00:00Z", FireOutcome.Skipped), CancellationToken.None);
            await ledger.RecordAsync(Record("hourly", "2026-02-01T02:00:00Z", FireOutcome.Stopped), CancellationToken.None);
        }

        await using DuckDbEngine restarted = new(new DuckDbOptions());
        IReadOnlyDictionary<string, DateTimeOffset> latest = await new OpsFireLedger(project, restarted, clock).LatestAsync(CancellationToken.None);

        Assert.Equal(
            ["hourly 2026-02-01T01:00:00Z", "nightly 2026-02-01T02:00:00Z"],
            latest.OrderBy(fire => fire.Key, StringComparer.Ordinal).Select(fire => $"{fire.Key} {Text(fire.Value)}"));
    }

    private static FireRecord Record(string schedule, string fireAt, FireOutcome outcome) => new()
    {
        Schedule = schedule,
        FireAt = Utc(fireAt),
        Outcome = outcome,
        RecordedAt = Utc(fireAt).AddMinutes(5),
        AsOf = outcome == FireOutcome.Ran ? Utc(fireAt) : null,
        RunId = outcome == FireOutcome.Ran ? "run-1" : null,
        Message = outcome == FireOutcome.Ran ? null : "Because.",
    };
}
