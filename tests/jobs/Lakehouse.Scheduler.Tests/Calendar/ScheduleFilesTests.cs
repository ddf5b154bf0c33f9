using Lakehouse.Project;
using Lakehouse.Scheduler.Calendar;
using Lakehouse.Testing;
using static Lakehouse.Scheduler.Tests.Instants;

namespace Lakehouse.Scheduler.Tests.Calendar;

public sealed class ScheduleFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_repository_schedules_a_run_every_night()
    {
        Schedule nightly = ScheduleFiles.ReadFile(Repository.At("jobs", "schedules", "nightly.yml"));

        Assert.Equal("schedule:nightly", nightly.Trigger);
        Assert.True(nightly.IsEnabled);
        Assert.Equal("2026-01-31T02:00:00Z", Text(nightly.Times.After(Utc("2026-01-31T00:00:00Z"))));
        Assert.Equal("2026-01-31T00:00:00Z", Text(nightly.AsOfOf(Utc("2026-01-31T02:00:00Z"))));
    }

    [Fact]
    public void Every_value_of_a_file_is_read()
    {
        string file = _folder.Write("schedules/month_end.yml", """
            name: month_end
            description: Close the month.
            cron: 0 0 6 1 * ?
            time_zone: Europe/Berlin
            run: {select: "tag:finance+", exclude: gold.mmm_panel, full: true}
            missed: skip
            as_of: fire_time
            enabled: false
            """);

        Schedule schedule = ScheduleFiles.ReadFile(file);

        Assert.Equal("month_end", schedule.Name);
        Assert.Equal("Close the month.", schedule.Description);
        Assert.Equal("tag:finance+", schedule.Selection);
        Assert.Equal("gold.mmm_panel", schedule.Exclude);
        Assert.True(schedule.IsFull);
        Assert.False(schedule.IsEnabled);
        Assert.Equal(MissedPolicy.Skip, schedule.Missed);
        Assert.Equal("2026-02-01T05:00:00Z", Text(schedule.AsOfOf(Utc("2026-02-01T05:00:00Z"))));
    }

    [Fact]
    public void A_project_schedule_stands_before_the_reference_of_the_same_name()
    {
        _folder.Write("reference/jobs/schedules/nightly.yml", "name: nightly\ncron: 0 2 * * *\n");
        _folder.Write("reference/jobs/schedules/hourly.yml", "name: hourly\ncron: 0 * * * *\n");
        _folder.Write("mine/lakehouse.yml", "name: mine\n");
        _folder.Write("mine/schedules/late.yml", "name: nightly\ncron: 0 4 * * *\nenabled: false\n");
        LakehouseProject project = LakehouseProject.Open(_folder.At("mine"), new ProjectChoices { ReferenceFolder = _folder.At("reference") });

        Assert.Equal(
            ["hourly 0 * * * * True", "nightly 0 4 * * * False"],
            ScheduleFiles.Read(project).Select(schedule => $"{schedule.Name} {schedule.Times.Text} {schedule.IsEnabled}"));
    }

    [Fact]
    public void A_name_that_two_files_of_one_folder_declare_is_refused()
    {
        _folder.Write("lakehouse.yml", "name: mine\n");
        _folder.Write("schedules/a.yml", "name: nightly\ncron: 0 4 * * *\n");
        _folder.Write("schedules/b.yml", "name: nightly\ncron: 0 5 * * *\n");

        ScheduleException fault = Assert.Throws<ScheduleException>(
            () => ScheduleFiles.Read(LakehouseProject.Open(_folder.FullPath, new ProjectChoices())));

        Assert.Equal(
            $"LH7104: found the schedule 'nightly' in {_folder.At("schedules", "b.yml")} and in {_folder.At("schedules", "a.yml")}, "
            + "expected each name once a folder. Rename one of them.",
            fault.Message);
    }

    [Theory]
    [InlineData("name: Nightly\ncron: 0 2 * * *", "LH7101", "found the name 'Nightly' at FILE:1")]
    [InlineData("name: n\ncron: 0 2 * *", "LH7102", "found the cron expression '0 2 * *' at FILE:2")]
    [InlineData("name: n\ncron: 0 2 * * *\ntime_zone: Mars/Base", "LH7103", "found the time zone 'Mars/Base' at FILE:3")]
    [InlineData("name: n\ncron: 0 2 * * *\nmissed: later", "LH7105", "found 'later' for 'missed' at FILE:3, expected run_once or skip.")]
    [InlineData("name: n\ncron: 0 2 * * *\nas_of: now", "LH7105", "found 'now' for 'as_of' at FILE:3, expected start_of_day or fire_time.")]
    [InlineData("name: n\ncron: 0 2 * * *\ntimezone: UTC", "LH5011", "found the key 'timezone' at FILE:3")]
    [InlineData("name: n\ncron: 0 2 * * *\nrun: {selct: x}", "LH5011", "found the key 'run.selct' at FILE:3")]
    [InlineData("name: n", "LH5013", "found no 'cron' at FILE:1")]
    public void A_fault_is_named_with_its_place(string text, string code, string found)
    {
        string file = _folder.Write("schedules/n.yml", text + "\n");

        Lakehouse.Delta.LakehouseException fault = Assert.ThrowsAny<Lakehouse.Delta.LakehouseException>(() => ScheduleFiles.ReadFile(file));

        Assert.Equal(code, fault.Code);
        Assert.Contains(found.Replace("FILE", file, StringComparison.Ordinal), fault.Message, StringComparison.Ordinal);
    }
}
