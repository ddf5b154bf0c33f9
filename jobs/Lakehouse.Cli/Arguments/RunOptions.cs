using System.CommandLine;
using Lakehouse.Cli.Verbs;
using Lakehouse.Transform.Selection;

namespace Lakehouse.Cli.Arguments;

/// <summary>The options that say what a run builds, shared by <c>run</c>, <c>plan</c> and <c>ls</c>.</summary>
internal sealed class RunOptions
{
    /// <summary>What the selectors are, for the help of each verb that takes them.</summary>
    internal const string SelectorHelp =
        "Selectors are dbt's: a name with * and ?, +x for all that x is made from, x+ for all that is made from it, tag:, path:, source:, "
        + "kind:, owner:, state:modified, state:new, result:error, result:fail, result:skipped. A blank joins two, a comma keeps what both select.";

    /// <summary>What to take.</summary>
    internal Option<string[]?> Select { get; } = new("--select", "-s")
    {
        HelpName = "S",
        Description = "Which definitions and models. Default: all.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>What to leave out.</summary>
    internal Option<string[]?> Exclude { get; } = new("--exclude")
    {
        HelpName = "S",
        Description = "What to leave out of them.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The instant taken as now.</summary>
    internal Option<string?> AsOf { get; } = new("--as-of")
    {
        HelpName = "T",
        Description = "The instant taken as now, exclusive. Default: the project's, else the start of the current UTC day.",
    };

    /// <summary>Whether to build everything anew.</summary>
    internal Option<bool> Full { get; } = new("--full")
    {
        Description = "Build from scratch what is selected, changed or not. Landed files stay landed.",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>Reads them.</summary>
    /// <param name="invocation">What was said.</param>
    /// <returns>What the command line says about a run.</returns>
    internal RunChoices Read(Invocation invocation) => new(
        new StepSelection(invocation.Value(Select) ?? [], invocation.Value(Exclude) ?? []),
        invocation.Instant(AsOf),
        invocation.Value(Full));
}
