using System.CommandLine;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Running;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>run</c>: land, build, check, release, publish.</summary>
internal sealed class RunVerb : Verb
{
    private readonly RunOptions _run = new();
    private readonly Option<bool> _keepGoing = new("--keep-going")
    {
        Description = "Build from what did land when a source or a file was refused. Otherwise nothing is built then.",
        Arity = ArgumentArity.Zero,
    };

    /// <inheritdoc/>
    internal override string Name => "run";

    /// <inheritdoc/>
    internal override string Summary => "Land what is new, build what it changes, check it, and publish a release.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Rows are staged, checked and only then committed; what has not changed is reused. Sources are landed when everything is "
        + "selected. The exit code is 1 when a file was refused, a model failed or a check of severity error found rows.",
        RunOptions.SelectorHelp,
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("run", "the project of this folder"),
        new("run --project crm --var landing=/data/extracts --warehouse /data/lakehouse", "another project, its extracts and tables elsewhere"),
        new("run --select gold.win_loss+", "one model and all that is made from it"),
        new("run --select result:error+", "what did not end well last time, and all that is made from it"),
        new("run --as-of 2026-01-31", "as of the start of that day: what was known then"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_run.Select, _run.Exclude, _run.AsOf, _run.Full, _keepGoing];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        RunChoices choices = _run.Read(invocation) with { KeepsGoing = invocation.Value(_keepGoing), Command = invocation.Line };
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            int exitCode = await CommandRun.ExecuteAsync(invocation, lakehouse, choices, cancellationToken).ConfigureAwait(false);
            if (exitCode == ExitCode.Done)
            {
                invocation.Terminal.Hint($"Look: {invocation.Surroundings.CommandName} show gold.pipeline_flow_statement{invocation.ProjectWords()}");
            }

            return exitCode;
        }
    }
}
