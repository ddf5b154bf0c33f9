namespace Lakehouse.Cli.Tests.Verbs;

public sealed class SourceVerbTests : IDisposable
{
    private readonly CommandLine _command = new();

    public SourceVerbTests()
    {
        _command.Folder.Write("lakehouse.yml", "name: mine\nreference: none\nsources: [crm]\n");
        _command.Folder.Write("exports/deal_20260101.csv", "id,amount\n1,1.5\n2,2\n3,3\n");
        _command.Folder.Write("exports/account.csv", "id,name\n1,a\n");
    }

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_contract_is_written_checked_and_landed_by()
    {
        CommandOutcome written = await _command.RunAsync("source", "infer", "exports", "--name", "crm", "--out", "sql/bronze/crm.yml");
        Assert.Equal(0, written.ExitCode);
        Assert.StartsWith("Wrote 2 entities to ", written.Error, StringComparison.Ordinal);

        _command.Folder.Write("exports/deal_20260102.csv", "id,amount\n4,much\n5,5\n6,6\n");
        _command.Folder.Write("exports/deal_20260103.csv", "id\n4\n");
        CommandOutcome check = await _command.RunAsync("source", "check", "crm", "--json");

        Assert.Equal(1, check.ExitCode);
        Assert.Equal(
            ["account LOADED 1 1 0", "deal LOADED 3 3 0", "deal PARTIAL 3 2 1", "deal REJECTED 1 0 0"],
            check.Lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).Select(row =>
                $"{row.GetProperty("entity")} {row.GetProperty("status")} {row.GetProperty("rows")} {row.GetProperty("would_load")} {row.GetProperty("would_quarantine")}"));
        Assert.Contains("LH3015", check.Lines[3], StringComparison.Ordinal);
        Assert.False(Directory.Exists(_command.Folder.At("warehouse", "bronze")));

        CommandOutcome again = await _command.RunAsync("source", "infer", "exports", "--out", "sql/bronze/crm.yml");
        Assert.StartsWith("LH9003", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source infer absent", "LH3001")]
    [InlineData("source check crmm", "LH3402")]
    public async Task What_is_not_there_has_a_code(string line, string code)
    {
        await _command.RunAsync("source", "infer", "exports", "--name", "crm", "--out", "sql/bronze/crm.yml");
        CommandOutcome outcome = await _command.RunAsync(line.Split(' '));

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.StartsWith(code, outcome.Error, StringComparison.Ordinal);
    }
}
