using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Warehouse;
using Lakehouse.Engine;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>quarantine show ID</c>: one row in quarantine.</summary>
internal sealed class QuarantineShowVerb : Verb
{
    private const int Ambiguous = 2;

    private readonly Argument<string> _id = new("ID") { HelpName = "ID", Description = "The row's quarantine_id, or its beginning." };

    /// <inheritdoc/>
    internal override string Name => "show";

    /// <inheritdoc/>
    internal override string Summary => "Show a row in quarantine with its file, line, reason and raw text.";

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples => [new("quarantine show 0199", "the one row whose id begins so")];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_id];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        string id = invocation.Value(_id)!;
        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            WarehouseReader reader = new(lakehouse);
            bool isThere = await reader.TryLoadNewestAsync(QuarantineRows.Table, cancellationToken).ConfigureAwait(false) is not null;
            RowSet? rows = isThere
                ? await reader.QueryAsync(QuarantineRows.One(id), Ambiguous, cancellationToken).ConfigureAwait(false)
                : null;
            if (rows is not { Rows.Count: 1 })
            {
                throw new CliException(
                    "LH9062",
                    $"found {(rows is { Rows.Count: > 1 } ? "several rows" : "no row")} in quarantine whose id begins with '{id}', expected one.",
                    "See 'lakehouse quarantine list'.");
            }

            Print(invocation.Terminal, rows);
        }

        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, RowSet rows)
    {
        if (terminal.Choices.Json)
        {
            terminal.Rows(ResultRows.Of(rows));
            return;
        }

        int width = rows.Columns.Max(column => column.Name.Length);
        for (int column = 0; column < rows.Columns.Count; column++)
        {
            terminal.Answer(new StyledLine(
            [
                new StyledText(rows.Columns[column].Name.PadRight(width) + "  ", Tone.Heading),
                new StyledText(ValueText.Of(rows.Rows[0][column]), Tone.Plain),
            ]));
        }
    }
}
