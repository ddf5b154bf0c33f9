namespace Lakehouse.Cli.Verbs;

/// <summary><c>schedule</c>: runs that the calendar starts.</summary>
internal sealed class ScheduleVerb : VerbGroup
{
    /// <inheritdoc/>
    internal override string Name => "schedule";

    /// <inheritdoc/>
    internal override string Summary => "Run on a calendar, and see when.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Schedules are files schedules/NAME.yml of the project, and jobs/schedules/NAME.yml of the reference project; one of the "
        + "project stands before one of the reference of the same name. A file has name, cron, time_zone, run (select, exclude, full), "
        + "as_of (start_of_day or fire_time), missed (run_once or skip) and enabled.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("schedule next", "when each schedule fires next"),
        new("schedule run --project crm", "keep the schedules until told to stop"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Verbs => field ??= [new ScheduleRunVerb(), new ScheduleListVerb(), new ScheduleNextVerb()];
}
