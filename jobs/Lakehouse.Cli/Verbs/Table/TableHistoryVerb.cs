using System.CommandLine;
using Lakehouse.Cli.Tables;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Cli.Verbs.Table;

/// <summary><c>table history PATH</c>: where a table's versions came from.</summary>
internal sealed class TableHistoryVerb : Verb
{
    private const int UsualCommits = 20;

    private readonly TableTarget _target = new();
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "Commits at the most. Default: 20; with --json all." };

    /// <inheritdoc/>
    internal override string Name => "history";

    /// <inheritdoc/>
    internal override string Summary => "List a table's commits, newest first: when, what, how much, by whom.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Commits that the log's retention has taken away are not listed. Parameters and metrics are those that the writer recorded; with "
        + "--json they are objects.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("table history warehouse/gold/win_loss", "the last twenty commits"),
        new("table history warehouse/gold/win_loss --limit 1 --json", "the last one, as one JSON object"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_target.Path];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_limit];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        int limit = RowLimit.Of(invocation, _limit, UsualCommits);
        OpenTable open = OpenTable.At(invocation, _target);
        await using (open.ConfigureAwait(false))
        {
            await open.RequireAsync(cancellationToken).ConfigureAwait(false);
            int asked = limit == int.MaxValue ? limit : limit + 1;
            IReadOnlyList<CommitInfo> commits = await open.Table.HistoryAsync(asked, cancellationToken).ConfigureAwait(false);
            bool isJson = invocation.Terminal.Choices.Json;
            invocation.Terminal.Rows(isJson ? CommitRows.Whole(commits.Take(limit)) : CommitRows.Short(commits.Take(limit)));
            if (commits.Count > limit)
            {
                RowLimit.TellMore(invocation.Terminal, limit);
            }
        }

        return ExitCode.Done;
    }
}
