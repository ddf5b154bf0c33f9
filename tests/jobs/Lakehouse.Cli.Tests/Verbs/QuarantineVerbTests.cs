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
            source      entity   reason           row_count  oldest
            ----------  -------  ---------------  ---------  ----------
            finance     invoice  WRONG_TYPE               1  2026-01-31
            salesforce  account  TOO_MANY_FIELDS          1  2026-01-31
            salesforce  lead     WRONG_TYPE               1  2026-01-31

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

    [Fact]
    public async Task Rows_are_put_right_in_a_file_or_by_a_rule_and_land()
    {
        _command.Folder.Write("lakehouse.yml", "name: mine\nreference: none\nvariables: {landing: landing}\nsources: [crm]\n");
        _command.Folder.Write("sql/bronze/crm.yml", "source: crm\nlanding: ${landing}\nentities: {deal: {files: 'deal*', key: [id], columns: {id: string, amount: bigint}}}\n");
        _command.Folder.Write("landing/deal.csv", "id,amount\n1,1\n2,2\n3,3\n4,none\n\"5,5\"\n6,six\n");
        await _command.RunAsync("run");

        CommandOutcome exported = await _command.RunAsync("quarantine", "export", "rows.csv", "--reason", "wrong_type", "--quiet");
        Assert.Equal($"Wrote 2 rows to {_command.Folder.At("rows.csv")}.\n", exported.Output);
        string rows = await File.ReadAllTextAsync(_command.Folder.At("rows.csv"));
        await File.WriteAllTextAsync(_command.Folder.At("rows.csv"), rows.Replace("\"6,six\"\n", "\"6,6\"\n", StringComparison.Ordinal).Replace("\"4,none\"\n", "\n", StringComparison.Ordinal));
        CommandOutcome byHand = await _command.RunAsync("quarantine", "replay", "--fixes", "rows.csv", "--quiet");
        Assert.Equal((0, "crm.deal: 1 rows replayed, 1 landed.\n"), (byHand.ExitCode, byHand.Output));

        CommandOutcome byRule = await _command.RunAsync("quarantine", "replay", "--reason", "TOO_FEW_FIELDS", "--rule", "raw[2:-2]", "--json");
        Assert.Contains("\"rows\":1,\"loaded\":1,\"quarantined\":0,\"refusal\":null}", byRule.Output, StringComparison.Ordinal);
        CommandOutcome inVain = await _command.RunAsync("quarantine", "replay");
        Assert.Equal(1, inVain.ExitCode);
        Assert.StartsWith("crm.deal: none of 1 rows was replayed. LH3018: found 1 of 1 rows", inVain.Output, StringComparison.Ordinal);
        CommandOutcome discarded = await _command.RunAsync("quarantine", "discard", "--source", "crm");
        Assert.Equal("1 rows are discarded.\n", discarded.Output);

        CommandOutcome listed = await _command.RunAsync("quarantine", "--json");
        Assert.Empty(listed.Output);
        CommandOutcome all = await _command.RunAsync("quarantine", "--json", "--all");
        Assert.Equal(3, all.Lines.Count);
        CommandOutcome sum = await _command.RunAsync("sql", "select sum(amount) as total, count(*) as n from bronze.crm_deal", "--json");
        Assert.Equal("{\"total\":17,\"n\":5}\n", sum.Output);
    }

    [Theory]
    [InlineData("quarantine discard", "LH9003")]
    [InlineData("quarantine export rows.parquet", "LH9003")]
    [InlineData("quarantine replay --rule raw --fixes rows.csv", "LH9003")]
    [InlineData("quarantine replay --fixes absent.csv", "LH3205")]
    public async Task What_cannot_be_meant_has_a_code(string line, string code)
    {
        CommandOutcome outcome = await _command.RunAsync(line.Split(' '));

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.StartsWith(code, outcome.Error, StringComparison.Ordinal);
    }

    private Task WriteAsync() => TableFixture.WriteAsync(
        _command.Folder.At("warehouse"),
        "bronze._quarantine",
        Rows.Replace("raw, quarantined_at)", "raw, quarantined_at), (values ('', 'OPEN')) as s(detail, status)", StringComparison.Ordinal));
}
