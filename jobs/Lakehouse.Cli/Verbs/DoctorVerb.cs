using System.Diagnostics;
using Lakehouse.Cli.Doctor;
using Lakehouse.Cli.Output;
using Lakehouse.Delta;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>doctor</c>: whether a run would work here, and what to do where it would not.</summary>
internal sealed class DoctorVerb : Verb
{
    private static readonly TableColumn[] Columns = [new("health"), new("check"), new("finding"), new("next_step")];

    /// <inheritdoc/>
    internal override string Name => "doctor";

    /// <inheritdoc/>
    internal override string Summary => "Look at the machine and the project, and say what a run would trip over.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Each line is ok, warn or fail; what is not ok comes with the next step. The exit code is 1 when a line is fail.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("doctor", "the machine, and the project of this folder if it is one"),
        new("doctor --project crm --json", "the same of another project, one JSON object a line"),
    ];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        LakehouseProject? project = TryOpen(invocation, findings);
        ProjectLakehouse? lakehouse = project is null ? null : invocation.OpenLakehouse(project);
        DuckDbEngine engine = lakehouse?.Engine ?? new DuckDbEngine(new DuckDbOptions());
        await using (engine.ConfigureAwait(false))
        {
            findings.Insert(0, MachineExamination.Runtime());
            findings.Insert(1, await MachineExamination.DuckDbAsync(engine, cancellationToken).ConfigureAwait(false));
            findings.Insert(2, MachineExamination.Memory());
            if (project is not null)
            {
                WarehouseExamination warehouse = new(project.WarehouseFolder, invocation.Surroundings);
                findings.Add(await warehouse.CommitsAsync(cancellationToken).ConfigureAwait(false));
                findings.Add(warehouse.Space());
                findings.Add(warehouse.Lock());
            }
        }

        Print(invocation.Terminal, findings);
        return findings.Any(finding => finding.Health == Health.Fail) ? ExitCode.HandledFailure : ExitCode.Done;
    }

    private static LakehouseProject? TryOpen(Invocation invocation, List<Finding> findings)
    {
        try
        {
            LakehouseProject project = invocation.OpenProject();
            ProjectExamination examination = new(project);
            findings.Add(examination.Identity());
            findings.Add(examination.Landing());
            findings.Add(examination.Schedules());
            return project;
        }
        catch (LakehouseException failure)
        {
            findings.Add(new Finding("project", Health.Fail, failure.Found.TrimEnd('.'), failure.NextStep));
            return null;
        }
    }

    private static void Print(Terminal terminal, List<Finding> findings)
    {
        if (terminal.Choices.Json)
        {
            terminal.Rows(new ResultRows(Columns, [.. findings.Select(finding =>
                (IReadOnlyList<object?>)[Word(finding.Health), finding.Check, finding.What, finding.NextStep])]));
            return;
        }

        int width = findings.Max(finding => finding.Check.Length);
        foreach (Finding finding in findings)
        {
            string head = $"{Word(finding.Health),-4}  {finding.Check.PadRight(width)}  ";
            terminal.Answer(new StyledLine(
            [
                new StyledText(head[..6], ToneOf(finding.Health)),
                new StyledText(head[6..] + ValueText.OneLine(finding.What), Tone.Plain),
            ]));
            if (finding.NextStep is { } nextStep)
            {
                terminal.Answer(new string(' ', head.Length) + nextStep, Tone.Quiet);
            }
        }
    }

    private static string Word(Health health) => health.ToString().ToLowerInvariant();

    private static Tone ToneOf(Health health) => health switch
    {
        Health.Ok => Tone.Good,
        Health.Warn => Tone.Warning,
        Health.Fail => Tone.Bad,
        _ => throw new UnreachableException(),
    };
}
