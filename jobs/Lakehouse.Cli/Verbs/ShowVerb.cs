using System.CommandLine;
using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Warehouse;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>show TABLE</c>: rows of a table.</summary>
internal sealed class ShowVerb : Verb
{
    private const int UsualRows = 20;

    private readonly Argument<string> _table = new("TABLE") { HelpName = "TABLE", Description = "The table as schema.name, for example gold.win_loss." };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "Rows at the most. Default: 20; with --json all." };
    private readonly Option<string?> _version = new("--version") { HelpName = "N", Description = "The version of the table, counted from 0." };
    private readonly Option<string?> _asOf = new("--as-of")
    {
        HelpName = "T",
        Description = "The version that was the newest at this instant, for example 2026-01-31 or 2026-01-31T02:00:00Z.",
    };

    private readonly Option<string?> _columns = new("--columns") { HelpName = "A,B", Description = "These columns in this order. Default: all." };

    /// <inheritdoc/>
    internal override string Name => "show";

    /// <inheritdoc/>
    internal override string Summary => "Print rows of a table.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Silver and gold tables are shown as the newest release has them, other tables at their newest version. "
        + "Rows are ordered by their columns from left to right, so that two calls show the same.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("show gold.pipeline_flow_statement", "the first 20 rows of the published release"),
        new("show gold.win_loss --columns close_period,won_count,lost_count", "three columns of it"),
        new("show silver.opportunity --as-of 2026-01-31", "the table as it was at the start of that day, UTC"),
        new("show gold.win_loss --json --limit 5", "five rows, one JSON object a line"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_table];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_limit, _version, _asOf, _columns];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        int limit = RowLimit.Of(invocation, _limit, UsualRows);
        TableRequest request = new()
        {
            Table = TableName.Parse(invocation.Value(_table)!),
            Version = invocation.WholeNumber(_version, 0, long.MaxValue) is { } number ? new TableVersion(number) : null,
            AsOf = invocation.Instant(_asOf),
            Columns = invocation.Value(_columns)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            MaxRows = limit,
        };
        if (request is { Version: not null, AsOf: not null })
        {
            throw new CliException("LH9004", "found --version and --as-of together, expected one of them.", "Leave one out.");
        }

        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            WarehouseReader reader = new(lakehouse);
            (RowSet rows, Snapshot snapshot) = await reader.TableAsync(request, cancellationToken).ConfigureAwait(false);
            invocation.Terminal.Rows(ResultRows.Of(rows));
            if (rows.Rows.Count == 0)
            {
                invocation.Terminal.Message(
                    string.Create(CultureInfo.InvariantCulture, $"{request.Table} has no rows at version {snapshot.Version.Number}."),
                    Tone.Quiet);
            }

            if (!rows.IsComplete)
            {
                RowLimit.TellMore(invocation.Terminal, limit);
            }
        }

        return ExitCode.Done;
    }
}
