using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Warehouse;
using Lakehouse.Runs;
using Lakehouse.Transform.Releases;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>status</c>: the state of a warehouse.</summary>
internal sealed class StatusVerb : Verb
{
    private const int UsualRuns = 5;

    private static readonly TableColumn[] ReleaseColumns = [new("release"), new("run_id"), new("as_of"), new("created_at"), new("tables")];

    private readonly Option<string?> _runs = new("--runs") { HelpName = "N", Description = "The last N runs. Default: 5." };

    /// <inheritdoc/>
    internal override string Name => "status";

    /// <inheritdoc/>
    internal override string Summary => "Show the published release, the last runs, what came in from each source, and the tables.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("status", "everything"),
        new("status --runs 30 --json", "objects whose 'what' is release, run, source or table"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_runs];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        int count = (int)(invocation.WholeNumber(_runs, 1, 100_000) ?? UsualRuns);
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            Release? release = await ReleaseLog.Open(lakehouse.Project.WarehouseFolder).LatestAsync(cancellationToken).ConfigureAwait(false);
            StatusRows state = new(lakehouse);
            Terminal terminal = invocation.Terminal;
            PrintRelease(terminal, lakehouse.Project.WarehouseFolder, release);
            Print(terminal, "run", await state.RunsAsync(count, cancellationToken).ConfigureAwait(false));
            Print(terminal, "source", await state.SourcesAsync(cancellationToken).ConfigureAwait(false));
            Print(terminal, "table", await state.TablesAsync(release, cancellationToken).ConfigureAwait(false));
        }

        return ExitCode.Done;
    }

    private static void PrintRelease(Terminal terminal, string warehouse, Release? release)
    {
        if (terminal.Choices.Json)
        {
            IReadOnlyList<IReadOnlyList<object?>> rows = release is null
                ? []
                : [[release.Number, release.RunId, release.AsOf, release.CreatedAt, (long)release.Tables.Count]];
            Print(terminal, "release", new ResultRows(ReleaseColumns, rows));
            return;
        }

        terminal.Answer(release is null
            ? $"Nothing is released yet in {warehouse}: 'lakehouse run' does."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Release {release.Number} of {release.Tables.Count} tables, as of {release.AsOf.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}, by run {release.RunId}"));
    }

    private static void Print(Terminal terminal, string what, ResultRows? rows)
    {
        if (rows is null or { Values.Count: 0 })
        {
            return;
        }

        if (terminal.Choices.Json)
        {
            terminal.Rows(new ResultRows([new TableColumn("what"), .. rows.Columns], [.. rows.Values.Select(row => (IReadOnlyList<object?>)[what, .. row])]));
            return;
        }

        terminal.Answer(StyledLine.Empty);
        terminal.Rows(rows);
    }
}
