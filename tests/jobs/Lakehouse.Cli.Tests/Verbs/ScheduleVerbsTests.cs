namespace Lakehouse.Cli.Tests.Verbs;

public sealed class ScheduleVerbsTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Next_prints_local_time_utc_and_the_as_of_of_each_fire()
    {
        _command.Folder.Write("lakehouse.yml", "name: mine\nreference: none\n");
        _command.Folder.Write("schedules/n.yml", "name: nightly\ncron: 30 2 * * *\ntime_zone: Europe/Berlin\n");
        _command.Folder.Write("schedules/o.yml", "name: off\ncron: 0 0 * * *\nenabled: false\n");
        CommandOutcome outcome = await _command.RunAsync("schedule", "next", "--after", "2026-03-28", "--count", "3");

        Assert.Equal(
            """
            schedule  fire_local                     time_zone      fire_utc             run_as_of
            --------  -----------------------------  -------------  -------------------  -------------------
            nightly   Sat 2026-03-28 02:30:00+01:00  Europe/Berlin  2026-03-28 01:30:00  2026-03-27 23:00:00
            nightly   Sun 2026-03-29 03:00:00+02:00  Europe/Berlin  2026-03-29 01:00:00  2026-03-28 23:00:00
            nightly   Mon 2026-03-30 02:30:00+02:00  Europe/Berlin  2026-03-30 00:30:00  2026-03-29 22:00:00

            """,
            outcome.Output);
    }

    [Fact]
    public async Task List_shows_schedules_that_are_switched_off_too()
    {
        _command.Folder.Write("lakehouse.yml", "name: mine\nreference: none\n");
        _command.Folder.Write("schedules/o.yml", "name: off\ncron: 0 0 * * *\nenabled: false\nmissed: skip\nrun: {select: tag:finance, full: true}\n");
        CommandOutcome outcome = await _command.RunAsync("schedule", "list", "--json");

        Assert.Equal(
            [
                $$"""{"schedule":"off","enabled":false,"cron":"0 0 * * *","time_zone":"UTC","selection":"tag:finance, full","as_of":"start_of_day","missed":"skip","file":"{{_command.Folder.At("schedules", "o.yml")}}","description":null}""",
            ],
            outcome.Lines);
    }
}
