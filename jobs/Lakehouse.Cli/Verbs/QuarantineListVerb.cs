using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Warehouse;
using Lakehouse.Engine;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>quarantine list</c>: the rows in quarantine.</summary>
internal sealed class QuarantineListVerb : Verb
{
    private const int UsualRows = 20;

    private readonly Option<string?> _source = new("--source") { HelpName = "SOURCE", Description = "Only rows of this source." };
    private readonly Option<string?> _reason = new("--reason") { HelpName = "REASON", Description = "Only rows with this reason, for example TOO_MANY_FIELDS." };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "Rows at the most. Default: 20; with --json all." };
    private readonly Option<bool> _all = new("--all") { Description = "Also rows that were replayed or discarded." };

    /// <inheritdoc/>
    internal override string Name => "list";

    /// <inheritdoc/>
    internal override string Summary => "List the rows in quarantine that nobody has dealt with, by reason and age.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("quarantine list --source salesforce", "the rows of one source"),
        new("quarantine list --reason WRONG_TYPE --json", "the rows with one reason, one JSON object a line"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_source, _reason, _limit, _all];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        int limit = RowLimit.Of(invocation, _limit, UsualRows);
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            WarehouseReader reader = new(lakehouse);
            if (await reader.TryLoadNewestAsync(QuarantineRows.Table, cancellationToken).ConfigureAwait(false) is null)
            {
                invocation.Terminal.Message("Nothing is in quarantine: every row that was delivered was read.", Tone.Good);
                return ExitCode.Done;
            }

            string where = QuarantineRows.Where(invocation.Value(_source), invocation.Value(_reason), invocation.Value(_all));
            if (!invocation.Terminal.Choices.Json)
            {
                RowSet reasons = await reader.QueryAsync(QuarantineRows.Reasons(where), int.MaxValue, cancellationToken).ConfigureAwait(false);
                invocation.Terminal.Rows(ResultRows.Of(reasons));
                invocation.Terminal.Answer(StyledLine.Empty);
            }

            RowSet rows = await reader.QueryAsync(QuarantineRows.List(where), limit, cancellationToken).ConfigureAwait(false);
            invocation.Terminal.Rows(ResultRows.Of(rows));
            if (!rows.IsComplete)
            {
                RowLimit.TellMore(invocation.Terminal, limit);
            }
        }

        return ExitCode.Done;
    }
}
