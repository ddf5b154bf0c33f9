using System.CommandLine;
using System.Diagnostics;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Warehouse;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Runs;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Planning;
using Lakehouse.Transform.Running;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>ls</c>: the tables that a project makes.</summary>
internal sealed class LsVerb : Verb
{
    private static readonly TableColumn[] Columns =
        [new("step"), new("kind"), new("tags"), new("owner"), new("file"), new("description")];

    private readonly RunOptions _run = new();

    /// <inheritdoc/>
    internal override string Name => "ls";

    /// <inheritdoc/>
    internal override string Summary => "List the sources, definitions and models of a project in the order in which they are made.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details => [RunOptions.SelectorHelp];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("ls", "everything"),
        new("ls --select +gold.pipeline_flow_statement", "what a table is made from, all the way down"),
        new("ls --select tag:pipeline --json", "the models with a tag, one JSON object a line"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_run.Select, _run.Exclude];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        RunChoices choices = _run.Read(invocation);
        LakehouseProject project = invocation.OpenProject();
        StepListingCache cache = new(project);
        IReadOnlyList<StepListing>? steps = choices.Selection.IsAll ? cache.TryRead() : null;
        if (steps is null)
        {
            steps = await ReadAsync(invocation, project, choices, cancellationToken).ConfigureAwait(false);
            if (choices.Selection.IsAll)
            {
                cache.TryWrite(steps);
            }
        }

        invocation.Terminal.Rows(new ResultRows(Columns, [.. steps.Select(Row)]));
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<StepListing>> ReadAsync(
        Invocation invocation,
        LakehouseProject project,
        RunChoices choices,
        CancellationToken cancellationToken)
    {
        ProjectLakehouse lakehouse = invocation.OpenLakehouse(project);
        await using (lakehouse.ConfigureAwait(false))
        {
            TransformRequest request = Invocation.TransformRequestOf(lakehouse, choices);
            TransformGraph graph = TransformGraph.Load(request.Project, request.SqlReader, request.OtherTables);
            IEnumerable<Step> steps = graph.Steps;
            if (!choices.Selection.IsAll)
            {
                IReadOnlyList<PlannedStep> selected = await Planner.PlanAsync(request, cancellationToken).ConfigureAwait(false);
                HashSet<TableName> names = [.. selected.Select(step => step.Name)];
                steps = steps.Where(step => names.Contains(step.Name));
            }

            return [.. steps.Select(Listing)];
        }
    }

    private static IReadOnlyList<object?> Row(StepListing step) => [step.Step, step.Kind, step.Tags, step.Owner, step.File, step.Description];

    private static StepListing Listing(Step step) => new(
        step.Name.ToString(),
        step switch
        {
            { Model: { } model } => KindOf(model.Kind),
            { Kind: StepKind.Definition } => "definition",
            _ => "source",
        },
        step.Model is { } tagged ? string.Join(", ", tagged.Tags) : string.Empty,
        step.Model?.Owner,
        step.File?.RelativePath,
        step.Model?.Description ?? step.Definition?.Description);

    private static string KindOf(ModelKind kind) => kind switch
    {
        ModelKind.ByKey => "by_key",
        ModelKind.ByPeriod => "by_period",
        ModelKind.Append => "append",
        ModelKind.Full => "full",
        _ => throw new UnreachableException(),
    };
}
