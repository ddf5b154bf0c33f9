namespace Lakehouse.Cli.Tests.Verbs;

public sealed class ReadingVerbsTests : IDisposable
{
    private const string Deals = """
        select * from (values
            ('b', 12.50::decimal(19,4), date '2026-01-31', timestamp '2026-01-31 02:00:00', null::boolean),
            ('a', null, null, null, true)) as t(deal_id, amount, closed_date, closed_at, is_won)
        """;

    private readonly CommandLine _command = new();

    public ReadingVerbsTests() => _command.Folder.Write("lakehouse.yml", "name: mine\n");

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Show_prints_aligned_rows_in_a_fixed_order()
    {
        await WriteAsync("ops.deal", Deals);
        CommandOutcome outcome = await _command.RunAsync("show", "ops.deal");

        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            """
            deal_id   amount  closed_date  closed_at            is_won
            -------  -------  -----------  -------------------  ------
            a           null  null         null                 true
            b        12.5000  2026-01-31   2026-01-31 02:00:00  null

            """,
            outcome.Output);
    }

    [Fact]
    public async Task Json_prints_an_object_a_line_and_nothing_else()
    {
        await WriteAsync("ops.deal", Deals);
        CommandOutcome outcome = await _command.RunAsync("show", "ops.deal", "--json");

        Assert.Equal(
            [
                """{"deal_id":"a","amount":null,"closed_date":null,"closed_at":null,"is_won":true}""",
                """{"deal_id":"b","amount":"12.5000","closed_date":"2026-01-31","closed_at":"2026-01-31T02:00:00Z","is_won":null}""",
            ],
            outcome.Lines);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task Columns_are_chosen_by_name()
    {
        await WriteAsync("ops.deal", Deals);

        Assert.Equal(
            ["""{"is_won":null,"deal_id":"b"}"""],
            (await _command.RunAsync("show", "ops.deal", "--columns", "is_won,deal_id", "--limit", "1", "--json")).Lines.Take(1));
        CommandOutcome wrong = await _command.RunAsync("show", "ops.deal", "--columns", "is_one");
        Assert.Equal(1, wrong.ExitCode);
        Assert.StartsWith("LH9053: found no column 'is_one' in ops.deal", wrong.Error, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'is_won'?\n", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_rows_than_the_limit_are_mentioned_on_standard_error()
    {
        await WriteAsync("ops.number", "select i::bigint as i from range(30) as t(i)");

        CommandOutcome usual = await _command.RunAsync("show", "ops.number");
        Assert.Equal(2 + 20, usual.Lines.Count);
        Assert.Equal("There are more than these 20 rows: --limit N shows more.\n", usual.Error);

        CommandOutcome all = await _command.RunAsync("show", "ops.number", "--json");
        Assert.Equal(30, all.Lines.Count);
        Assert.Empty(all.Error);
    }

    [Fact]
    public async Task An_earlier_version_is_shown_on_demand()
    {
        await WriteAsync("ops.number", "select 1::bigint as i");
        await WriteAsync("ops.number", "select 2::bigint as i");

        Assert.Equal(["{\"i\":2}"], (await _command.RunAsync("show", "ops.number", "--json")).Lines);
        Assert.Equal(["{\"i\":1}"], (await _command.RunAsync("show", "ops.number", "--json", "--version", "0")).Lines);
        CommandOutcome absent = await _command.RunAsync("show", "ops.number", "--version", "9");
        Assert.Equal(1, absent.ExitCode);
        Assert.StartsWith("LH1", absent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_refused_with_the_nearest()
    {
        await WriteAsync("ops.deal", Deals);

        CommandOutcome misspelt = await _command.RunAsync("show", "ops.deals");
        Assert.Equal(1, misspelt.ExitCode);
        Assert.Equal(
            $"LH9051: found no table ops.deals in {_command.Folder.At("warehouse")}, expected one as schema.name. Did you mean 'ops.deal'?\n",
            misspelt.Error);
        CommandOutcome bare = await _command.RunAsync("sql", "select * from deal");
        Assert.EndsWith("Did you mean 'ops.deal'?\n", bare.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_warehouse_says_how_to_fill_it()
    {
        CommandOutcome outcome = await _command.RunAsync("show", "gold.win_loss");

        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("The warehouse is empty: 'lakehouse run' fills it.\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sql_reads_tables_by_name()
    {
        await WriteAsync("ops.deal", Deals);
        const string Query = "with d as (select * from ops.deal) select count(*) as n, sum(amount) as amount, count(*) as n from d";

        Assert.Equal(["""{"n":2,"amount":"12.5000","n_1":2}"""], (await _command.RunAsync("sql", Query, "--json")).Lines);
        _command.Input = Query;
        Assert.Equal(["""{"n":2,"amount":"12.5000","n_1":2}"""], (await _command.RunAsync("sql", "-", "--json")).Lines);
    }

    [Theory]
    [InlineData("selct 1", "LH9052: found text that is not one SELECT")]
    [InlineData("drop table ops.deal", "LH9052: found text that is not one SELECT")]
    [InlineData("select 1; select 2", "LH9052: found text that is not one SELECT")]
    [InlineData("select nothing from ops.deal", "LH2")]
    public async Task Sql_that_is_no_select_or_does_not_bind_is_refused(string query, string expected)
    {
        await WriteAsync("ops.deal", Deals);
        CommandOutcome outcome = await _command.RunAsync("sql", query);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.StartsWith(expected, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_narrow_terminal_gets_the_columns_that_fit_and_the_names_of_the_others()
    {
        await WriteAsync("ops.deal", Deals);
        _command.TerminalWidth = 40;
        _command.Variables["NO_COLOR"] = "1";
        CommandOutcome outcome = await _command.RunAsync("show", "ops.deal");

        Assert.StartsWith("deal_id   amount  closed_date\n", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("2 more columns do not fit: closed_at, is_won. Widen the window, select fewer, or use --json.\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_appear_on_a_terminal_only_and_not_against_the_users_will()
    {
        await WriteAsync("ops.deal", Deals);
        Assert.DoesNotContain('\u001b', (await _command.RunAsync("show", "ops.deal")).Output);
        _command.TerminalWidth = 100;
        Assert.Contains('\u001b', (await _command.RunAsync("show", "ops.deal")).Output);
        Assert.DoesNotContain('\u001b', (await _command.RunAsync("show", "ops.deal", "--no-color")).Output);
        _command.Variables["NO_COLOR"] = "1";
        Assert.DoesNotContain('\u001b', (await _command.RunAsync("show", "ops.deal")).Output);
    }

    private Task WriteAsync(string table, string select) => TableFixture.WriteAsync(_command.Folder.At("warehouse"), table, select);
}
