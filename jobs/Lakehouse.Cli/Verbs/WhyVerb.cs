using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Runs;
using Lakehouse.Transform.Planning;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>why MODEL</c>: why a table is as it is.</summary>
internal sealed class WhyVerb : Verb
{
    private static readonly TableColumn[] Columns =
        [new("step"), new("relation"), new("table"), new("built_from", IsNumber: true), new("now", IsNumber: true), new("note")];

    private readonly Argument<string> _model = new("MODEL")
    {
        HelpName = "MODEL",
        Description = "A model or definition: schema.name, or the name alone where it is the only one.",
    };

    /// <inheritdoc/>
    internal override string Name => "why";

    /// <inheritdoc/>
    internal override string Summary => "Say what a table was built from, and whether and why the next run would build it again.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("why gold.win_loss", "its last build, its inputs then and now, what reads it"),
        new("why win_loss --json", "the same as JSON objects"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_model];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            StepExplanation explanation = await Explainer
                .ExplainAsync(Invocation.TransformRequestOf(lakehouse, RunChoices.Everything), invocation.Value(_model)!, cancellationToken)
                .ConfigureAwait(false);
            if (invocation.Terminal.Choices.Json)
            {
                invocation.Terminal.Rows(new ResultRows(Columns, [.. JsonRowsOf(explanation)]));
            }
            else
            {
                Print(invocation.Terminal, explanation);
            }
        }

        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, StepExplanation explanation)
    {
        PlannedStep step = explanation.Step;
        terminal.Answer(new StyledLine(
        [
            new StyledText(step.Name.ToString(), Tone.Heading),
            new StyledText(step.Version is { } version ? string.Create(CultureInfo.InvariantCulture, $" at version {version}") : " is not built yet", Tone.Plain),
        ]));
        terminal.Answer($"  next run    {PlannedActionText.Of(step.Action)}: {step.Reason}");
        if (explanation.LastBuild is { } build)
        {
            terminal.Answer(string.Create(
                CultureInfo.InvariantCulture,
                $"  last build  {build.Rows} rows by run {build.RunId}, as of {build.AsOf.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
        }

        if (explanation.LastResult is { } result)
        {
            terminal.Answer($"  last run    {result}", Tone.Bad);
        }

        foreach (InputExplanation input in explanation.Inputs)
        {
            terminal.Answer($"  reads       {input.Name}  {Versions(input)}", input.BuiltFrom == input.Now ? Tone.Plain : Tone.Warning);
        }

        foreach (Lakehouse.Engine.TableName reader in explanation.Dependents)
        {
            terminal.Answer($"  read by     {reader}");
        }
    }

    private static string Versions(InputExplanation input) => (input.BuiltFrom, input.Now) switch
    {
        (null, null) => "no table",
        (null, { } now) => string.Create(CultureInfo.InvariantCulture, $"version {now}, not built from it yet"),
        ({ } then, null) => string.Create(CultureInfo.InvariantCulture, $"built from version {then}, which is gone"),
        ({ } then, { } now) when then == now => string.Create(CultureInfo.InvariantCulture, $"version {now}, unchanged"),
        ({ } then, { } now) => string.Create(CultureInfo.InvariantCulture, $"built from version {then}, now {now}"),
    };

    private static IEnumerable<IReadOnlyList<object?>> JsonRowsOf(StepExplanation explanation)
    {
        PlannedStep step = explanation.Step;
        string name = step.Name.ToString();
        yield return [name, "self", name, null, step.Version, $"{PlannedActionText.Of(step.Action)}: {step.Reason}"];
        foreach (InputExplanation input in explanation.Inputs)
        {
            yield return [name, "reads", input.Name.ToString(), input.BuiltFrom, input.Now, Versions(input)];
        }

        foreach (Lakehouse.Engine.TableName reader in explanation.Dependents)
        {
            yield return [name, "read by", reader.ToString(), null, null, null];
        }
    }
}
