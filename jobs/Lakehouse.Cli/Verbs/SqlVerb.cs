using System.CommandLine;
using Lakehouse.Cli.Output;
using Lakehouse.Cli.Warehouse;
using Lakehouse.Engine;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>sql QUERY</c>: the rows of a SELECT.</summary>
internal sealed class SqlVerb : Verb
{
    private const int UsualRows = 100;

    private readonly Argument<string> _query = new("QUERY")
    {
        HelpName = "QUERY",
        Description = "One SELECT in quotes, tables written schema.name; - reads it from standard input.",
    };

    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "Rows at the most. Default: 100; with --json all." };

    /// <inheritdoc/>
    internal override string Name => "sql";

    /// <inheritdoc/>
    internal override string Summary => "Run a SELECT over the tables and print its rows.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "The dialect is DuckDB's with the lh_ functions. Silver and gold tables are read as the newest release has them. "
        + "Nothing can be written: models are how tables change.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("sql \"select stage, closing_count from gold.pipeline_flow_statement order by all\"", "two columns of a gold table"),
        new("sql \"select count(*) as accounts from silver.account where is_current\" --json", "one JSON object: {\"accounts\":300}"),
        new("sql - < question.sql", "a query from a file"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_query];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_limit];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        int limit = RowLimit.Of(invocation, _limit, UsualRows);
        string query = invocation.Value(_query)!;
        if (query == "-")
        {
            query = await invocation.Surroundings.In().ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }

        ProjectLakehouse lakehouse = invocation.OpenLakehouse();
        await using (lakehouse.ConfigureAwait(false))
        {
            WarehouseReader reader = new(lakehouse);
            RowSet rows = await reader.QueryAsync(query, limit, cancellationToken).ConfigureAwait(false);
            invocation.Terminal.Rows(ResultRows.Of(rows));
            if (!rows.IsComplete)
            {
                RowLimit.TellMore(invocation.Terminal, limit);
            }
        }

        return ExitCode.Done;
    }
}
