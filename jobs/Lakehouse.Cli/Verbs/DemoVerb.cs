using System.CommandLine;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Projects;
using Lakehouse.Cli.Running;
using Lakehouse.Cli.Warehouse;
using Lakehouse.Delta;
using Lakehouse.Runs;
using Lakehouse.Sample;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>demo [FOLDER]</c>: from nothing to gold tables.</summary>
internal sealed class DemoVerb : Verb
{
    private const string Flow = """
        select period_start, opening_count as opening, created_count as created, reopened_count as reopened,
            won_count as won, lost_count as lost, closing_count as closing, check_count as "check"
        from gold.pipeline_flow_statement
        where stage = 'TOTAL' and scope = 'ALL_OPEN'
        order by period_start
        """;

    private readonly Argument<string?> _folder = new("FOLDER")
    {
        HelpName = "FOLDER",
        Description = "The project's folder; it is made if need be. Default: ./demo.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _accounts = new("--accounts") { HelpName = "N", Description = "Companies in the sample's market, 20 to 100000. Default: 300." };

    /// <inheritdoc/>
    internal override string Name => "demo";

    /// <inheritdoc/>
    internal override string Summary => "Make a project with a sample company, run it, and show the result.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "It does what 'init', 'sample', 'run' and 'show' do. A second time in the same folder it finds everything landed and built.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("demo", "in ./demo"), new("demo big --accounts 3000", "a ten times larger company in ./big")];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_folder];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_accounts];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string written = invocation.Value(_folder) ?? "demo";
        string folder = invocation.FullPath(written);
        SampleOptions options = new()
        {
            Accounts = (int)(invocation.WholeNumber(_accounts, SampleOptions.FewestAccounts, SampleOptions.MostAccounts) ?? new SampleOptions().Accounts),
        };
        if (!File.Exists(Path.Combine(folder, "lakehouse.yml")))
        {
            RequireContracts(invocation.Surroundings);
            NewProject.Write(folder, new NewProjectChoices(Path.GetFileName(folder), SampleCompany.Sources, new DateTimeOffset(SampleOptions.End)));
            invocation.Terminal.Answer($"Made the project {folder}.");
        }

        SampleVerb.Write(invocation.Terminal, Path.Combine(folder, "landing"), options, cancellationToken);
        ProjectLakehouse lakehouse = invocation.OpenLakehouse(invocation.OpenProject(folder));
        await using (lakehouse.ConfigureAwait(false))
        {
            RunChoices choices = RunChoices.Everything with { Command = invocation.Line };
            int exitCode = await CommandRun.ExecuteAsync(invocation, lakehouse, choices, cancellationToken).ConfigureAwait(false);
            if (exitCode == ExitCode.Done && !invocation.Terminal.Choices.Json)
            {
                await ShowAsync(invocation.Terminal, lakehouse, cancellationToken).ConfigureAwait(false);
                Next(invocation, written);
            }

            return exitCode;
        }
    }

    // Without the reference project there is nothing to land or to build, and a run of nothing would look like a success.
    private static void RequireContracts(Surroundings surroundings)
    {
        string? reference = ProjectLocation.ReferenceFolder(surroundings);
        string[] missing = [.. SampleCompany.Sources.Except(NewProject.KnownSources(reference), StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new CliException(
                "LH9063",
                $"found no contract for {string.Join(", ", missing)} in the reference project {reference ?? "(there is none)"}, expected sql/bronze/NAME.yml for each source of the sample company.",
                "Run the command from a whole copy of the repository, or let LAKEHOUSE_HOME name one.");
        }
    }

    private static async Task ShowAsync(Terminal terminal, ProjectLakehouse lakehouse, CancellationToken cancellationToken)
    {
        terminal.Answer(StyledLine.Empty);
        terminal.Answer("The pipeline's flow in counts, opening + created + reopened - won - lost - … = closing, and the check that it adds up:", Tone.Heading);
        try
        {
            terminal.Rows(ResultRows.Of(await new WarehouseReader(lakehouse).QueryAsync(Flow, int.MaxValue, cancellationToken).ConfigureAwait(false)));
        }
        catch (LakehouseException failure)
        {
            terminal.Answer(failure.Message, Tone.Warning);
        }
    }

    private static void Next(Invocation invocation, string folder)
    {
        string command = invocation.Surroundings.CommandName;
        Terminal terminal = invocation.Terminal;
        terminal.Hint(string.Empty);
        terminal.Hint("Next:");
        terminal.Hint($"  {command} show gold.win_loss --project {folder}");
        terminal.Hint($"  {command} quarantine --project {folder}      which rows could not be read, and why");
        terminal.Hint($"  {command} run --project {folder}             nothing new: every step is REUSED");
        terminal.Hint($"  {command} why gold.win_loss --project {folder}");
    }
}
