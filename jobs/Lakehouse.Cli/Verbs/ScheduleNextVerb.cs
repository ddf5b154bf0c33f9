using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Scheduler.Calendar;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>schedule next</c>: when the schedules fire.</summary>
internal sealed class ScheduleNextVerb : Verb
{
    private const int UsualFires = 3;

    private static readonly TableColumn[] Columns = [new("schedule"), new("fire_local"), new("time_zone"), new("fire_utc"), new("run_as_of")];

    private readonly Option<string?> _count = new("--count") { HelpName = "N", Description = "Fires of each schedule. Default: 3." };
    private readonly Option<string?> _after = new("--after") { HelpName = "T", Description = "Fires after this instant. Default: now." };

    /// <inheritdoc/>
    internal override string Name => "next";

    /// <inheritdoc/>
    internal override string Summary => "Print when the schedules fire next, in local time and in UTC.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("schedule next", "the next three fires of each schedule that is switched on"),
        new("schedule next --count 5 --after 2026-03-27", "five fires around the night on which European clocks are turned"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_count, _after];

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        int count = (int)(invocation.WholeNumber(_count, 1, 1000) ?? UsualFires);
        DateTimeOffset after = invocation.Instant(_after) ?? invocation.Surroundings.Clock.GetUtcNow();
        IEnumerable<(Schedule Schedule, DateTimeOffset FireAt)> fires = ScheduleFiles.Read(invocation.OpenProject())
            .Where(schedule => schedule.IsEnabled)
            .SelectMany(schedule => schedule.Times.Between(after, DateTimeOffset.MaxValue).Take(count).Select(fireAt => (schedule, fireAt)))
            .OrderBy(fire => fire.fireAt)
            .ThenBy(fire => fire.schedule.Name, StringComparer.Ordinal);
        invocation.Terminal.Rows(new ResultRows(Columns, [.. fires.Select(fire => Row(fire.Schedule, fire.FireAt))]));
        return Task.FromResult(ExitCode.Done);
    }

    private static IReadOnlyList<object?> Row(Schedule schedule, DateTimeOffset fireAt)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(fireAt, schedule.Times.TimeZone);
        return
        [
            schedule.Name,
            local.ToString("ddd yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture),
            schedule.Times.TimeZone.Id,
            fireAt,
            schedule.AsOfOf(fireAt),
        ];
    }
}
