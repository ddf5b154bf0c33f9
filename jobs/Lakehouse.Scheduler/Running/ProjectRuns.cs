using System.Globalization;
using Lakehouse.Runs;
using Lakehouse.Scheduler.Calendar;
using Lakehouse.Scheduler.Fires;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Selection;

namespace Lakehouse.Scheduler.Running;

/// <summary>Does the run of a fire: the same <see cref="LakehouseRun"/> as by hand.</summary>
/// <param name="lakehouse">The project's engine and tables.</param>
/// <param name="productVersion">The product's version, for the history.</param>
public sealed class ProjectRuns(ProjectLakehouse lakehouse, string productVersion) : IScheduledRuns
{
    /// <inheritdoc/>
    public async Task<ScheduledRunResult> RunAsync(Schedule schedule, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        RunReport report = await new LakehouseRun(lakehouse)
            .ExecuteAsync(RequestOf(schedule, asOf), progress: null, cancellationToken)
            .ConfigureAwait(false);
        return new ScheduledRunResult(report.RunId, report.IsGood, Summary(report));
    }

    /// <summary>What the run of a fire is asked for.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="asOf">The instant that the run takes as now.</param>
    /// <returns>The request.</returns>
    internal RunRequest RequestOf(Schedule schedule, DateTimeOffset asOf) => new()
    {
        Project = lakehouse.Project,
        Selection = new StepSelection(
            schedule.Selection is { } select ? [select] : [],
            schedule.Exclude is { } exclude ? [exclude] : []),
        AsOf = asOf,
        Full = schedule.IsFull,
        Trigger = schedule.Trigger,
        ProductVersion = productVersion,
    };

    private static string Summary(RunReport report)
    {
        IEnumerable<string> steps = report.Built?.Steps.Where(step => !step.IsGood).Select(step => $"{step.Name} {step.Status.ToText()}") ?? [];
        IEnumerable<string> files = report.Landed
            .Where(entity => entity.RejectedFiles > 0)
            .Select(entity => string.Create(CultureInfo.InvariantCulture, $"{entity.RejectedFiles} files of {entity.Source}.{entity.Entity} refused"));
        IEnumerable<string> publish = report.PublishFault is { } fault ? [fault] : [];
        return string.Join("; ", [.. report.SourceFaults, .. files, .. steps, .. publish]);
    }
}
