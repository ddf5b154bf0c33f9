using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Sample;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>sample [FOLDER]</c>: the extracts of a sample company.</summary>
internal sealed class SampleVerb : Verb
{
    private static readonly TableColumn[] Columns =
        [new("entity"), new("file"), new("delivered_rows", IsNumber: true), new("malformed_rows", IsNumber: true), new("size_bytes", IsNumber: true)];

    private readonly Argument<string?> _folder = new("FOLDER")
    {
        HelpName = "FOLDER",
        Description = "The landing folder to write into; it is made if need be. Default: ./landing.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _accounts = new("--accounts") { HelpName = "N", Description = "Companies in its market, 20 to 100000. Default: 300." };
    private readonly Option<string?> _months = new("--months") { HelpName = "N", Description = "Months of history, 3 to 60. Default: 24." };
    private readonly Option<string?> _seed = new("--seed") { HelpName = "N", Description = "Another company for each seed. Default: 7." };

    /// <inheritdoc/>
    internal override string Name => "sample";

    /// <inheritdoc/>
    internal override string Summary => "Write the extracts of a sample company, with the flaws of real life and the truth beside them.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "A CRM in Salesforce's shape, marketing automation in HubSpot's, two ad platforms with other currencies and time zones, and "
        + "finance. Equal options write equal files, byte for byte. What was planted (duplicates, malformed rows, late files, bots, "
        + "backdated edits) and what is true is written to the folder truth.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("sample landing", "the default company into ./landing"),
        new("sample big --accounts 5000 --months 36 --seed 11", "a larger, longer and different one"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_folder];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_accounts, _months, _seed];

    /// <summary>Writes the extracts and says how many rows they have.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="folder">The landing folder, absolute.</param>
    /// <param name="options">How large the company is.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>What was written.</returns>
    internal static SampleReport Write(Terminal terminal, string folder, SampleOptions options, CancellationToken cancellationToken)
    {
        SampleReport report = SampleCompany.Generate(options, folder, progress: null, cancellationToken);
        long malformed = report.Files.Sum(file => file.MalformedRows);
        terminal.Answer(string.Create(
            CultureInfo.InvariantCulture,
            $"Wrote {report.Files.Count} files with {report.DeliveredRows} rows to {report.Folder}, {malformed} of them malformed on purpose; the truth is in truth/."));
        return report;
    }

    /// <inheritdoc/>
    internal override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        SampleOptions usual = new();
        SampleOptions options = new()
        {
            Accounts = (int)(invocation.WholeNumber(_accounts, SampleOptions.FewestAccounts, SampleOptions.MostAccounts) ?? usual.Accounts),
            Months = (int)(invocation.WholeNumber(_months, SampleOptions.FewestMonths, SampleOptions.MostMonths) ?? usual.Months),
            Seed = (int)(invocation.WholeNumber(_seed, int.MinValue, int.MaxValue) ?? usual.Seed),
        };
        string folder = invocation.FullPath(invocation.Value(_folder) ?? "landing");
        SampleReport report = Write(invocation.Terminal, folder, options, cancellationToken);
        if (invocation.Terminal.Choices.Json)
        {
            invocation.Terminal.Rows(new ResultRows(Columns, [.. report.Files.Select(file =>
                (IReadOnlyList<object?>)[file.Entity, file.Path, file.DeliveredRows, file.MalformedRows, file.SizeBytes])]));
        }

        invocation.Terminal.Hint($"Next: '{invocation.Surroundings.CommandName} run --var landing={report.Folder}' in a project.");
        return Task.FromResult(ExitCode.Done);
    }
}
