using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Runs;
using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using Lakehouse.Scheduler.Running;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>schedule run</c>: keeps the schedules until told to stop.</summary>
internal sealed class ScheduleRunVerb : Verb
{
    /// <inheritdoc/>
    internal override string Name => "run";

    /// <inheritdoc/>
    internal override string Summary => "Keep the schedules: make up for what was missed, then run on time until told to stop.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "It stops on Ctrl-C or SIGTERM: a run under way is stopped cleanly first, and what it committed stays. Each fire and what became "
        + "of it is a row of ops.schedule_fire; the runs are rows of ops.run like those by hand.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("schedule run --project crm", "in the foreground; a service manager keeps it")];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            TimeProvider clock = invocation.Surroundings.Clock;
            IReadOnlyList<Schedule> schedules = ScheduleFiles.Read(lakehouse.Project);
            OpsFireLedger ledger = new(lakehouse.Project, lakehouse.Engine, clock);
            using SchedulerLock held = SchedulerLock.Take(lakehouse.Project.WarehouseFolder);
            using FireHandler handler = new(new ProjectRuns(lakehouse, ProductVersion.Text), ledger, clock, new Told(invocation.Terminal));
            foreach (Schedule schedule in schedules.Where(schedule => schedule.IsEnabled))
            {
                string next = schedule.Times.After(clock.GetUtcNow()) is { } fireAt
                    ? string.Create(CultureInfo.InvariantCulture, $"{fireAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")
                    : "never";
                invocation.Terminal.Message($"{schedule.Name}: '{schedule.Times.Text}' in {schedule.Times.TimeZone.Id}, next {next}");
            }

            await new ScheduleService(schedules, handler, ledger, clock).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        invocation.Terminal.Message("The scheduler has stopped.");
        return ExitCode.Done;
    }

    /// <summary>Prints each fire as it is over.</summary>
    private sealed class Told(Terminal terminal) : IProgress<FireRecord>
    {
        private static readonly TableColumn[] Columns =
            [new("schedule"), new("fire_at"), new("outcome"), new("recorded_at"), new("as_of"), new("run_id"), new("message")];

        public void Report(FireRecord value)
        {
            if (terminal.Choices.Json)
            {
                terminal.Rows(new ResultRows(Columns,
                [
                    [value.Schedule, value.FireAt, FireOutcomeText.Of(value.Outcome), value.RecordedAt, value.AsOf, value.RunId, value.Message],
                ]));
                terminal.Flush();
                return;
            }

            string what = value.Message is { } message ? $": {message}" : string.Empty;
            terminal.Answer(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{value.RecordedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}  {value.Schedule} due {value.FireAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}  {FireOutcomeText.Of(value.Outcome)}{what}"),
                value.Outcome == FireOutcome.Ran ? Tone.Good : Tone.Warning);
            terminal.Flush();
        }
    }
}
