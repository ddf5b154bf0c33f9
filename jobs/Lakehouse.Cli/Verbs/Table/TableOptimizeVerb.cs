using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Log;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table optimize PATH</c>: the same rows in better files.</summary>
internal sealed class TableOptimizeVerb : Verb
{
    private const long MegaByte = 1024 * 1024;
    private const int MostMegaBytes = 1024 * 1024;

    private readonly TableTarget _target = new();

    private readonly Option<string?> _where = new("--where")
    {
        HelpName = "SQL",
        Description = "Only partitions for which this is true; a condition on partition columns alone.",
    };

    private readonly Option<string?> _zOrder = new("--zorder")
    {
        HelpName = "COLUMNS",
        Description = "Order the rows by these columns together, with commas between; struct members with dots.",
    };

    private readonly Option<string?> _fileSize = new("--target-mb")
    {
        HelpName = "N",
        Description = "About how large a file should be. Default: the table's delta.targetFileSize, or 128.",
    };

    private readonly Option<bool> _isFull = new("--full")
    {
        Description = "For a table with clustering columns: write also files anew that are in their order.",
    };

    /// <inheritdoc/>
    internal override string Name => "optimize";

    /// <inheritdoc/>
    internal override string Summary => "Write small, thinned-out or unordered files into better ones; no row changes.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Without --zorder, files below the target are put together and files with many deleted rows are written without them. With it "
        + "(or where the table has clustering columns of its own), rows that are near in any of the columns come into few files, so that "
        + "readers skip the others. The files that go stay on the disk until a vacuum.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table optimize warehouse/silver/touchpoint", "small files become large ones"),
        new("table optimize warehouse/silver/touchpoint --zorder account_id,occurred_at", "for readers that ask for either"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_where, _zOrder, _fileSize, _isFull];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        OptimizeRequest request = new()
        {
            Condition = invocation.Value(_where),
            OrderBy = invocation.Value(_zOrder)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            TargetFileSizeBytes = invocation.WholeNumber(_fileSize, 1, MostMegaBytes) * MegaByte,
            RewritesClustered = invocation.Value(_isFull),
        };
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            await open.RequireAsync(cancellationToken).ConfigureAwait(false);
            IEngineSession session = await open.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                OptimizeResult result = await new TableOperations(open.Table, session)
                    .OptimizeAsync(request, cancellationToken)
                    .ConfigureAwait(false);
                Print(invocation.Terminal, open, result);
            }
        }

        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, OpenTable open, OptimizeResult result)
    {
        if (result.Outcome is null)
        {
            terminal.Answer("The files are good as they are; nothing is to be done.");
            return;
        }

        TableVersion made = CommittedVersion.Of(result.Outcome, open.Table.Root);
        terminal.Rows(new ResultRows(
            [
                new("version", IsNumber: true), new("rows", IsNumber: true), new("removed_files", IsNumber: true),
                new("removed_bytes", IsNumber: true), new("added_files", IsNumber: true), new("added_bytes", IsNumber: true),
            ],
            [[made.Number, result.Rows, (long)result.RemovedFiles, result.RemovedBytes, (long)result.AddedFiles, result.AddedBytes]]));
        terminal.Hint(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.RemovedFiles:N0} files became {result.AddedFiles:N0}; a vacuum deletes the old ones when their retention is over."));
    }
}
