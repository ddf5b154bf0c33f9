using Lakehouse.Project;
using Lakehouse.Runs;
using Lakehouse.Transform.Selection;

namespace Lakehouse.Cli.Arguments;

/// <summary>What a command line says about a run.</summary>
/// <param name="Selection">Which steps.</param>
/// <param name="AsOf">The instant that it takes as now; null: the project's rule.</param>
/// <param name="IsFull">Whether to build everything anew.</param>
internal sealed record RunChoices(StepSelection Selection, DateTimeOffset? AsOf, bool IsFull)
{
    /// <summary>Everything, as of the project's rule.</summary>
    internal static RunChoices Everything { get; } = new(StepSelection.All, AsOf: null, IsFull: false);

    /// <summary>Whether to build from what did land when something was refused.</summary>
    internal bool KeepsGoing { get; init; }

    /// <summary>What was typed, for the history.</summary>
    internal string Command { get; init; } = string.Empty;

    /// <summary>The request of a run, a plan or an explanation.</summary>
    /// <param name="project">The project.</param>
    /// <returns>The request.</returns>
    internal RunRequest ToRequest(LakehouseProject project) => new()
    {
        Project = project,
        Selection = Selection,
        AsOf = AsOf,
        Full = IsFull,
        KeepGoing = KeepsGoing,
        Command = Command,
        ProductVersion = ProductVersion.Text,
    };
}
