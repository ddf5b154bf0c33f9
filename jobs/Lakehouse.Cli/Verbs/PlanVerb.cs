using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Runs;
using Lakehouse.Transform.Planning;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>plan</c>: what a run would do.</summary>
internal sealed class PlanVerb : Verb
{
    private static readonly TableColumn[] Columns = [new("step"), new("kind"), new("action"), new("version", IsNumber: true), new("reason")];

    private readonly RunOptions _run = new();

    /// <inheritdoc/>
    internal override string Name => "plan";

    /// <inheritdoc/>
    internal override string Summary => "Say what a run would build and why, without doing anything.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Files that wait to be landed are not looked into: what they would change shows once they are landed.",
        RunOptions.SelectorHelp,
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("plan", "every definition and model: build, reuse, or build if its inputs change"),
        new("plan --select gold.win_loss+ --full", "what building a model and all that is made from it from scratch would touch"),
        new("plan --select state:modified+", "what an edit leads to"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_run.Select, _run.Exclude, _run.AsOf, _run.Full];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        RunChoices choices = _run.Read(invocation);
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            IReadOnlyList<PlannedStep> steps = await Planner.PlanAsync(Invocation.TransformRequestOf(lakehouse, choices), cancellationToken).ConfigureAwait(false);
            invocation.Terminal.Rows(new ResultRows(Columns, [.. steps.Select(Row)])
            {
                Tone = (row, column, _) => column == 2 && steps[row].Action != PlannedAction.Reuse ? Tone.Warning : Tone.Plain,
            });
            int build = steps.Count(step => step.Action == PlannedAction.Build);
            int maybe = steps.Count(step => step.Action == PlannedAction.BuildIfInputsChange);
            invocation.Terminal.Hint(string.Create(
                CultureInfo.InvariantCulture,
                $"{build} to build, {maybe} to build if their inputs change, {steps.Count - build - maybe} to reuse."));
        }

        return ExitCode.Done;
    }

    private static IReadOnlyList<object?> Row(PlannedStep step) =>
        [step.Name.ToString(), step.Kind.ToString().ToLowerInvariant(), PlannedActionText.Of(step.Action), step.Version, step.Reason];
}
