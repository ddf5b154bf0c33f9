namespace Lakehouse.Cli.Tests.Verbs;

public sealed class QuarantineVerbTests : IDisposable
{
    private const string Rows = """
        select * from (values
            ('0199a-1', 'salesforce', 'account', 'Account_1.csv', 'TOO_MANY_FIELDS', 12, E'a,b\tc,d', timestamp '2026-01-31 02:00:00'),
            ('0199a-2', 'salesforce', 'lead', 'Lead_1.csv', 'WRONG_TYPE', 7, 'it''s', timestamp '2026-01-31 02:00:01'),
            ('0199b-3', 'finance', 'invoice', 'invoice.csv', 'WRONG_TYPE', 3, '', timestamp '2026-01-31 02:00:02'))
            as t(quarantine_id, source, entity, file, reason, line, raw, quarantined_at)
        """;

    private readonly CommandLine _command = new();

    public QuarantineVerbTests() => _command.Folder.Write("lakehouse.yml", "name: mine\n");

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task An_empty_quarantine_says_so()
    {
        CommandOutcome outcome = await _command.RunAsync("quarantine");

        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Output));
        Assert.Equal("Nothing is in quarantine: every row that was delivered was read.\n", outcome.Error);
    }

    [Theory]
    [InlineData("quarantine --json", "0199b-3 0199a-2 0199a-1")]
    [InlineData("quarantine list --json", "0199b-3 0199a-2 0199a-1")]
    [InlineData("quarantine list --source salesforce --json", "0199a-2 0199a-1")]
    [InlineData("quarantine --reason wrong_type --json", "0199b-3 0199a-2")]
    [InlineData("quarantine --reason wrong_type --source finance --json", "0199b-3")]
    [InlineData("quarantine --source it's --json", "")]
    public async Task Rows_are_listed_newest_first_by_source_and_reason(string line, string expected)
    {
        await WriteAsync();
        CommandOutcome outcome = await _command.RunAsync(line.Split(' '));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(expected, string.Join(' ', outcome.Lines.Select(row => row.Split('"')[3])));
    }

    [Fact]
    public async Task People_see_the_reasons_counted_first()
    {
        await WriteAsync();
        CommandOutcome outcome = await _command.RunAsync("quarantine");

        Assert.StartsWith(
            """
            source      entity   reason           row_count
            ----------  -------  ---------------  ---------
            finance     invoice  WRONG_TYPE               1
            salesforce  account  TOO_MANY_FIELDS          1
            salesforce  lead     WRONG_TYPE               1

            """,
            outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_row_is_shown_by_the_beginning_of_its_id()
    {
        await WriteAsync();

        CommandOutcome one = await _command.RunAsync("quarantine", "show", "0199a-1");
        Assert.Contains("raw             a,b\\tc,d\n", one.Output, StringComparison.Ordinal);
        CommandOutcome several = await _command.RunAsync("quarantine", "show", "0199");
        Assert.Equal(1, several.ExitCode);
        Assert.StartsWith("LH9062: found several rows in quarantine whose id begins with '0199', expected one.", several.Error, StringComparison.Ordinal);
        CommandOutcome none = await _command.RunAsync("quarantine", "show", "'; drop");
        Assert.StartsWith("LH9062: found no row in quarantine", none.Error, StringComparison.Ordinal);
    }

    private Task WriteAsync() => TableFixture.WriteAsync(
        _command.Folder.At("warehouse"),
        "bronze._quarantine",
        Rows.Replace("raw, quarantined_at)", "raw, quarantined_at), (values ('', 'OPEN')) as s(detail, status)", StringComparison.Ordinal));
}
