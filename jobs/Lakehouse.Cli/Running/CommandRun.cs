using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Verbs;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Running;

/// <summary>Does a run for a verb: shows its progress, prints its report, and turns it into an exit code.</summary>
internal static class CommandRun
{
    /// <summary>Runs.</summary>
    /// <param name="invocation">What was said.</param>
    /// <param name="lakehouse">The project's engine and tables.</param>
    /// <param name="choices">What to run.</param>
    /// <param name="cancellationToken">Stops the run cleanly.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> ExecuteAsync(
        Invocation invocation,
        ProjectLakehouse lakehouse,
        RunChoices choices,
        CancellationToken cancellationToken)
    {
        RunProgressLines progress = new(invocation.Terminal, invocation.Surroundings.Clock);
        RunReport report;
        try
        {
            report = await new LakehouseRun(lakehouse).ExecuteAsync(choices.ToRequest(lakehouse.Project), progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            progress.Clear();
        }

        int exitCode = report.IsGood ? ExitCode.Done : ExitCode.HandledFailure;
        if (invocation.Terminal.Choices.Json)
        {
            RunReportJson.Print(invocation.Terminal, report, exitCode);
        }
        else if (invocation.Terminal.Choices.Quiet)
        {
            invocation.Terminal.Answer(RunSummary.Of(report));
        }
        else
        {
            new RunReportText(invocation.Terminal, invocation.Surroundings.CommandName).Print(report);
        }

        return exitCode;
    }
}
