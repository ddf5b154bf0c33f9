using Lakehouse.Cli.Output;
using Lakehouse.Scheduler.Calendar;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>schedule list</c>: the schedules of a project.</summary>
internal sealed class ScheduleListVerb : Verb
{
    private static readonly TableColumn[] Columns =
    [
        new("schedule"), new("enabled"), new("cron"), new("time_zone"), new("selection"), new("as_of"), new("missed"), new("file"), new("description"),
    ];

    /// <inheritdoc/>
    internal override string Name => "list";

    /// <inheritdoc/>
    internal override string Summary => "List the schedules of a project.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("schedule list", "every schedule, those that are switched off included")];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        IReadOnlyList<Schedule> schedules = ScheduleFiles.Read(invocation.OpenProject());
        invocation.Terminal.Rows(new ResultRows(Columns, [.. schedules.Select(Row)]));
        return Task.FromResult(ExitCode.Done);
    }

    private static IReadOnlyList<object?> Row(Schedule schedule) =>
    [
        schedule.Name,
        schedule.IsEnabled,
        schedule.Times.Text,
        schedule.Times.TimeZone.Id,
        SelectionText(schedule),
        schedule.AsOf == AsOfRule.FireTime ? "fire_time" : "start_of_day",
        schedule.Missed == MissedPolicy.Skip ? "skip" : "run_once",
        schedule.File,
        schedule.Description,
    ];

    private static string SelectionText(Schedule schedule)
    {
        string selection = schedule.Selection ?? "all";
        string exclude = schedule.Exclude is { } left ? $" without {left}" : string.Empty;
        return selection + exclude + (schedule.IsFull ? ", full" : string.Empty);
    }
}
