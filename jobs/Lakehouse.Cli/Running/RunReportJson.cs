using Lakehouse.Cli.Output;
using Lakehouse.Runs;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Running;

namespace Lakehouse.Cli.Running;

/// <summary>Prints a run for programs: objects whose <c>what</c> is <c>landed</c>, <c>step</c>, <c>check</c>, and last of all <c>run</c>.</summary>
internal static class RunReportJson
{
    private static readonly TableColumn[] LandedColumns = Named(
        "what", "source", "entity", "new_files", "redelivered_files", "rejected_files", "delivered_rows", "loaded_rows", "quarantined_rows", "notices");

    private static readonly TableColumn[] StepColumns = Named(
        "what", "step", "kind", "status", "reason", "rows", "version", "duration_ms", "error_code", "message");

    private static readonly TableColumn[] CheckColumns = Named(
        "what", "step", "check", "severity", "status", "failing_rows", "sample_path", "message");

    private static readonly TableColumn[] RunColumns = Named(
        "what", "run_id", "as_of", "started_at", "finished_at", "release", "is_release_published", "release_reason", "catalog",
        "source_faults", "publish_fault", "history_fault", "summary", "exit_code");

    /// <summary>Prints a run.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="report">The run.</param>
    /// <param name="exitCode">The exit code.</param>
    internal static void Print(Terminal terminal, RunReport report, int exitCode)
    {
        terminal.Rows(new ResultRows(LandedColumns, [.. report.Landed.Select(Landed)]));
        IReadOnlyList<StepResult> steps = report.Built?.Steps ?? [];
        terminal.Rows(new ResultRows(StepColumns, [.. steps.Select(Step)]));
        terminal.Rows(new ResultRows(CheckColumns, [.. steps.SelectMany(step => step.Checks.Select(check => Check(step, check)))]));
        terminal.Rows(new ResultRows(RunColumns,
        [
            [
                "run", report.RunId, report.AsOf, report.StartedAt, report.FinishedAt,
                report.Built?.Release, report.Built?.IsReleasePublished ?? false, report.Built?.ReleaseReason, report.CatalogPath,
                report.SourceFaults, report.PublishFault, report.Built?.HistoryFault, RunSummary.Of(report), (long)exitCode,
            ],
        ]));
    }

    private static TableColumn[] Named(params string[] names) => [.. names.Select(name => new TableColumn(name))];

    private static IReadOnlyList<object?> Landed(LandedEntity entity) =>
    [
        "landed", entity.Source, entity.Entity, (long)entity.NewFiles, (long)entity.KnownFiles, (long)entity.RejectedFiles,
        entity.DeliveredRows, entity.LoadedRows, entity.QuarantinedRows, entity.Notices,
    ];

    private static IReadOnlyList<object?> Step(StepResult step) =>
    [
        "step", step.Name.ToString(), step.Kind.ToString().ToLowerInvariant(), step.Status.ToText(), step.Reason, step.Rows, step.Version,
        (long)step.Duration.TotalMilliseconds, step.ErrorCode, step.Message,
    ];

    private static IReadOnlyList<object?> Check(StepResult step, CheckResult check) =>
    [
        "check", step.Name.ToString(), check.Check, check.Severity.ToString().ToLowerInvariant(), check.Status.ToString().ToUpperInvariant(),
        check.FailingRows, check.SamplePath, check.Message,
    ];
}
