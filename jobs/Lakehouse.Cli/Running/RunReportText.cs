using System.Diagnostics;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Runs;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Running;

namespace Lakehouse.Cli.Running;

/// <summary>Prints a run for people: what landed, what was built, what the checks found wanting, what readers see.</summary>
/// <param name="terminal">Where to write.</param>
/// <param name="commandName">How the command is called in hints.</param>
internal sealed class RunReportText(Terminal terminal, string commandName)
{
    private const int MostNotices = 12;
    private const int MostSteps = 40;

    private static readonly TableColumn[] LandedColumns =
    [
        new("landed"), new("files", IsNumber: true), new("redelivered", IsNumber: true), new("rejected", IsNumber: true),
        new("delivered_rows", IsNumber: true), new("loaded_rows", IsNumber: true), new("quarantined_rows", IsNumber: true),
    ];

    private static readonly TableColumn[] LayerColumns =
    [
        new("built"), new("steps", IsNumber: true), new("built_steps", IsNumber: true), new("warned", IsNumber: true), new("unchanged", IsNumber: true),
        new("failed", IsNumber: true), new("skipped", IsNumber: true), new("reused", IsNumber: true), new("rows", IsNumber: true), new("checks", IsNumber: true),
    ];

    private static readonly TableColumn[] StepColumns =
        [new("built"), new("status"), new("rows", IsNumber: true), new("seconds", IsNumber: true), new("reason")];

    private static readonly TableColumn[] CheckColumns =
        [new("check"), new("of"), new("severity"), new("failing_rows", IsNumber: true), new("rows_kept_in")];

    /// <summary>Prints a run.</summary>
    /// <param name="report">The run.</param>
    internal void Print(RunReport report)
    {
        terminal.Answer(string.Create(
            CultureInfo.InvariantCulture, $"Run {report.RunId}, as of {report.AsOf.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
        PrintLanded(report);
        if (report.Built is { } built)
        {
            PrintSteps(built);
            PrintChecks(built);
            PrintRelease(report, built);
        }
        else
        {
            Blank();
            terminal.Answer(
                "Nothing was built, because a source or file was refused; readers keep their release. '--keep-going' builds from what did land.",
                Tone.Warning);
        }

        Blank();
        terminal.Answer(
            string.Create(CultureInfo.InvariantCulture, $"{RunSummary.Of(report)} in {(report.FinishedAt - report.StartedAt).TotalSeconds:0.0} s"),
            report.IsGood ? Tone.Good : Tone.Bad);
    }

    private void PrintLanded(RunReport report)
    {
        if (report.Landed.Count > 0)
        {
            PrintSources(report.Landed);
        }

        string[] notices = [.. report.Landed.SelectMany(entity => entity.Notices.Select(notice => $"{entity.Source}.{entity.Entity}: {notice}"))];
        foreach (string notice in notices.Take(MostNotices))
        {
            terminal.Answer("  " + ValueText.OneLine(notice), Tone.Warning);
        }

        if (notices.Length > MostNotices)
        {
            terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"  ... and {notices.Length - MostNotices} more; --json has them all."), Tone.Warning);
        }

        foreach (string fault in report.SourceFaults)
        {
            terminal.Answer("  " + fault, Tone.Bad);
        }

        if (report.Landed.Sum(entity => entity.QuarantinedRows) > 0)
        {
            terminal.Hint($"  '{commandName} quarantine' shows the rows that could not be read, and why.");
        }
    }

    private void PrintSources(IReadOnlyList<LandedEntity> landed)
    {
        Blank();
        if (landed.All(entity => entity.NewFiles == 0))
        {
            terminal.Answer(string.Create(
                CultureInfo.InvariantCulture, $"Nothing new to land: {landed.Sum(entity => entity.KnownFiles)} files are known."));
            return;
        }

        List<IReadOnlyList<object?>> rows =
        [
            .. landed.GroupBy(entity => entity.Source, StringComparer.Ordinal).Select(source => LandedRow(source.Key, [.. source])),
            LandedRow("TOTAL", landed),
        ];
        terminal.Rows(new ResultRows(LandedColumns, rows)
        {
            Tone = (_, column, text) => column is 3 or 6 && text != "0" ? Tone.Warning : Tone.Plain,
        });
    }

    private static IReadOnlyList<object?> LandedRow(string name, IReadOnlyList<LandedEntity> entities) =>
    [
        name,
        (long)entities.Sum(entity => entity.NewFiles),
        (long)entities.Sum(entity => entity.KnownFiles),
        (long)entities.Sum(entity => entity.RejectedFiles),
        entities.Sum(entity => entity.DeliveredRows),
        entities.Sum(entity => entity.LoadedRows),
        entities.Sum(entity => entity.QuarantinedRows),
    ];

    private void PrintSteps(TransformResult built)
    {
        List<StepResult> shown = [.. built.Steps.Where(step => step.Status != StepStatus.Reused)];
        Blank();
        if (shown.Count > MostSteps)
        {
            PrintLayers(built);
            shown = [.. shown.Where(step => step.Status is not (StepStatus.Built or StepStatus.Unchanged))];
            terminal.Hint("Each step with its reason, rows and time: the table ops.run_step, or --json.");
        }

        if (shown.Count > 0)
        {
            terminal.Rows(new ResultRows(StepColumns, [.. shown.Select(StepRow)])
            {
                Tone = (row, column, _) => column == 1 ? ToneOf(shown[row].Status) : Tone.Plain,
            });
        }

        foreach (StepResult step in shown.Where(step => step.Message is not null))
        {
            terminal.Answer($"  {step.Name}: {step.Message}", step.IsGood ? Tone.Warning : Tone.Bad);
        }

        if (built.Count(StepStatus.Reused) is > 0 and int reused)
        {
            terminal.Answer(string.Create(
                CultureInfo.InvariantCulture,
                $"{reused} {(reused == 1 ? "step" : "steps")} REUSED: nothing that decides their rows has changed. '{commandName} why MODEL' says more."));
        }
    }

    private void PrintLayers(TransformResult built)
    {
        IEnumerable<IGrouping<string, StepResult>> layers = built.Steps.GroupBy(step => step.Name.Schema, StringComparer.Ordinal);
        terminal.Rows(new ResultRows(LayerColumns,
        [
            .. layers.Select(layer => LayerRow(layer.Key, [.. layer])),
            LayerRow("TOTAL", built.Steps),
        ]));
    }

    private static IReadOnlyList<object?> LayerRow(string name, IReadOnlyList<StepResult> steps)
    {
        long Count(StepStatus status) => steps.Count(step => step.Status == status);
        return
        [
            name,
            (long)steps.Count,
            Count(StepStatus.Built),
            Count(StepStatus.Warned),
            Count(StepStatus.Unchanged),
            Count(StepStatus.Failed),
            Count(StepStatus.Skipped),
            Count(StepStatus.Reused),
            steps.Sum(step => step.Rows ?? 0),
            steps.Sum(step => (long)step.Checks.Count),
        ];
    }

    private static IReadOnlyList<object?> StepRow(StepResult step) =>
    [
        step.Name.ToString(),
        step.Status.ToText(),
        step.Rows,
        decimal.Round((decimal)step.Duration.TotalSeconds, 2) + 0.00m,
        step.Reason,
    ];

    private void PrintChecks(TransformResult built)
    {
        List<(StepResult Step, CheckResult Check)> wanting =
            [.. built.Steps.SelectMany(step => step.Checks.Where(check => check.Status != CheckStatus.Passed).Select(check => (step, check)))];
        long ran = built.Steps.Sum(step => (long)step.Checks.Count);
        Blank();
        if (wanting.Count > 0)
        {
            terminal.Rows(new ResultRows(CheckColumns, [.. wanting.Select(found => (IReadOnlyList<object?>)
            [
                found.Check.Check,
                found.Step.Name.ToString(),
                found.Check.Severity.ToString().ToLowerInvariant(),
                found.Check.FailingRows,
                found.Check.SamplePath ?? found.Check.Message ?? string.Empty,
            ])]));
        }

        terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{ran} checks ran, {wanting.Count} found something wanting."));
    }

    private void PrintRelease(RunReport report, TransformResult built)
    {
        if (built.IsReleasePublished)
        {
            terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"Release {built.Release} is published. {built.ReleaseReason}"), Tone.Good);
        }
        else
        {
            string kept = built.Release is { } number ? string.Create(CultureInfo.InvariantCulture, $"Readers keep release {number}. ") : "Nothing is released yet. ";
            terminal.Answer(kept + built.ReleaseReason, built.IsGood ? Tone.Plain : Tone.Warning);
        }

        if (report.PublishFault is { } publishFault)
        {
            terminal.Answer(publishFault, Tone.Bad);
        }

        if (built.HistoryFault is { } historyFault)
        {
            terminal.Answer($"The run's history was not written: {historyFault}", Tone.Warning);
        }

        if (report.CatalogPath is { } catalog)
        {
            terminal.Hint($"Any DuckDB client reads it: {catalog}");
        }
    }

    private static Tone ToneOf(StepStatus status) => status switch
    {
        StepStatus.Failed => Tone.Bad,
        StepStatus.Warned or StepStatus.Skipped => Tone.Warning,
        StepStatus.Built => Tone.Good,
        StepStatus.Unchanged or StepStatus.Reused => Tone.Plain,
        _ => throw new UnreachableException(),
    };

    private void Blank() => terminal.Answer(StyledLine.Empty);
}
