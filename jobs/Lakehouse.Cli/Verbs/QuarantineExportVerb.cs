using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Tables;
using Lakehouse.Engine.DuckDb.Export;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>quarantine export FILE</c>: the rows as a file to put them right in.</summary>
internal sealed class QuarantineExportVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { HelpName = "FILE.csv", Description = "The file to write." };
    private readonly QuarantineOptions _which = new();

    /// <inheritdoc/>
    internal override string Name => "export";

    /// <inheritdoc/>
    internal override string Summary => "Write quarantined rows to a CSV file, to put them right in a text editor or spreadsheet.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Change the column 'fixed', which holds the text as it came, take out the lines of rows that you leave, and land the others with "
        + "'quarantine replay --fixes FILE'.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("quarantine export rows.csv --source salesforce --entity lead", "the rows of one entity")];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_file];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => _which.All;

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string file = invocation.FullPath(invocation.Value(_file)!); // why: the parser demands it.
        if (ExportFile.FormatOf(file) != ExportFormat.Csv)
        {
            throw new CliException("LH9003", $"found '{Path.GetFileName(file)}' for FILE, expected a name that ends with .csv.", "Write for example rows.csv.");
        }

        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            long rows = await new QuarantineLoop(lakehouse)
                .ExportAsync(_which.Filter(invocation), _which.Id(invocation), file, cancellationToken)
                .ConfigureAwait(false);
            if (invocation.Terminal.Choices.Json)
            {
                invocation.Terminal.Rows(new ResultRows([new TableColumn("exported", IsNumber: true)], [[rows]]));
            }
            else if (rows == 0)
            {
                invocation.Terminal.Message("No row that is open in quarantine is meant; no file was written.");
            }
            else
            {
                invocation.Terminal.Answer(string.Create(CultureInfo.InvariantCulture, $"Wrote {rows} rows to {file}."));
                invocation.Terminal.Hint($"Then: {invocation.Surroundings.CommandName} quarantine replay --fixes {Path.GetFileName(file)}{invocation.ProjectWords()}");
            }
        }

        return ExitCode.Done;
    }
}
