using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table scan PATH</c>: the rows of a table that a condition finds, or which files have to be read for them.</summary>
internal sealed class TableScanVerb : Verb
{
    private const int UsualRows = 100;

    private readonly TableTarget _target = new();

    private readonly Option<string?> _where = new("--where")
    {
        HelpName = "SQL",
        Description = "A condition on the table's columns in quotes. Default: every row.",
    };

    private readonly Option<string?> _columns = new("--columns")
    {
        HelpName = "NAMES",
        Description = "Columns to print, with commas between. Default: all.",
    };

    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "Rows at the most. Default: 100; with --json all." };

    private readonly Option<bool> _explain = new("--explain")
    {
        Description = "Instead of the rows, tell how many files are read and which part of the condition skips the others.",
    };

    /// <inheritdoc/>
    internal override string Name => "scan";

    /// <inheritdoc/>
    internal override string Summary => "Print the rows of a table that a condition finds.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Files are skipped where the log shows that no row of theirs is found: by partition values, by the least and the greatest value of a "
        + "column, or by the count of its nulls. Rows come in no order.",
        "With --explain no file is opened; the condition is taken apart at AND, and a file counts for the first part that skips it. A part that "
        + "only the engine understands skips none. With --json the explanation is one object.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table scan warehouse/gold/win_loss --limit 5", "some rows"),
        new("table scan warehouse/gold/win_loss --where \"period >= date '2026-01-01'\" --columns id", "one column of the newest rows"),
        new("table scan warehouse/gold/win_loss --where \"period >= date '2026-01-01'\" --explain", "which files that reads"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_where, _columns, _target.Version, _target.Timestamp, _limit, _explain];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        int limit = RowLimit.Of(invocation, _limit, UsualRows);
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            Snapshot snapshot = await open.LoadAsync(invocation, _target, cancellationToken).ConfigureAwait(false);
            IEngineSession session = await open.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                TableScan scan = await TableScan
                    .PlanAsync(session, snapshot, invocation.Value(_where), cancellationToken)
                    .ConfigureAwait(false);
                if (invocation.Value(_explain))
                {
                    await ExplainAsync(invocation, new ScanExplanation(snapshot, scan)).ConfigureAwait(false);
                    return ExitCode.Done;
                }

                RowSet rows = await scan.ReadAsync(Columns(invocation), limit, cancellationToken).ConfigureAwait(false);
                invocation.Terminal.Rows(ResultRows.Of(rows));
                if (!rows.IsComplete)
                {
                    RowLimit.TellMore(invocation.Terminal, limit);
                }
            }
        }

        return ExitCode.Done;
    }

    private string[] Columns(Invocation invocation) =>
        invocation.Value(_columns)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static async Task ExplainAsync(Invocation invocation, ScanExplanation explanation)
    {
        if (invocation.Terminal.Choices.Json)
        {
            await invocation.Surroundings.Out.WriteLineAsync(explanation.ToJson()).ConfigureAwait(false);
        }
        else
        {
            explanation.Print(invocation.Terminal);
        }
    }
}
