using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Runs;
using Lakehouse.Transform.Validation;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>validate</c>: whether every model would bind.</summary>
internal sealed class ValidateVerb : Verb
{
    /// <inheritdoc/>
    internal override string Name => "validate";

    /// <inheritdoc/>
    internal override string Summary => "Check every contract, definition, model and check without data: syntax, tables, columns, types.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "All faults are told at once, each with its file and line. What was found sound and has not changed is not looked at again.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("validate --project crm", "every file of a project and of the reference beneath it")];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            int sound = await Validator
                .ValidateAsync(Invocation.TransformRequestOf(lakehouse, RunChoices.Everything), cancellationToken)
                .ConfigureAwait(false);
            if (invocation.Terminal.Choices.Json)
            {
                invocation.Terminal.Rows(new ResultRows([new TableColumn("sound_models", IsNumber: true)], [[(long)sound]]));
            }
            else
            {
                invocation.Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"{sound} models are sound."), Tone.Good);
            }
        }

        return ExitCode.Done;
    }
}
