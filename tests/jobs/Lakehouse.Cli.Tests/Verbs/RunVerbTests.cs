using System.Text.Json;

namespace Lakehouse.Cli.Tests.Verbs;

/// <summary>A project of one source and three models, run for real.</summary>
public sealed class RunVerbTests : IDisposable
{
    private readonly CommandLine _command = new();

    public RunVerbTests()
    {
        _command.Folder.Write("lakehouse.yml", "name: shop\nreference: none\nsources: [shop]\nvariables: {landing: landing}\nas_of: 2026-02-01T00:00:00Z\n");
        _command.Folder.Write("sql/bronze/shop.yml", """
            source: shop
            landing: ${landing}
            format: csv
            entities:
              deal:
                files: "deal_*.csv"
                key: [id]
                columns:
                  id: string
                  amount: decimal(19,4)
            """);
        _command.Folder.Write("landing/deal_1.csv", "id,amount\na,10.50\nb,20\nc,1,2,3\n");
        Model("silver.deal", "select id, amount from bronze.shop_deal", "{name: id, type: string, description: Deal.}", "{name: amount, type: 'decimal(19,4)', description: Money.}");
        Model("gold.total", "select sum(amount) as total from silver.deal", "{name: total, type: 'decimal(19,4)', description: Money.}");
    }

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_run_lands_builds_and_releases_and_a_second_one_reuses()
    {
        CommandOutcome first = await _command.RunAsync("run");
        Assert.Equal((0, string.Empty), (first.ExitCode, first.Error));
        Assert.Contains("shop        1            0         0               3            2                 1", first.Output, StringComparison.Ordinal);
        Assert.Contains("Done. PASS=2 WARN=0 ERROR=0 SKIP=0 REUSED=0 TOTAL=2 in ", first.Output, StringComparison.Ordinal);

        CommandOutcome second = await _command.RunAsync("run", "--quiet");
        Assert.Equal((0, "Done. PASS=0 WARN=0 ERROR=0 SKIP=0 REUSED=2 TOTAL=2\n"), (second.ExitCode, second.Output));

        Assert.Equal(["{\"total\":\"30.5000\"}"], (await _command.RunAsync("show", "gold.total", "--json")).Lines);
        Assert.Contains("c,1,2,3", (await _command.RunAsync("quarantine", "--json")).Output, StringComparison.Ordinal);
        Assert.StartsWith("Release 0 of ", (await _command.RunAsync("status")).Output, StringComparison.Ordinal);
        Assert.Contains("REUSE: ", (await _command.RunAsync("why", "total")).Output, StringComparison.Ordinal);
        Assert.EndsWith("0 to build, 0 to build if their inputs change, 2 to reuse.\n", (await _command.RunAsync("plan")).Output, StringComparison.Ordinal);
        Assert.Equal("2 models are sound.\n", (await _command.RunAsync("validate")).Output);
    }

    [Fact]
    public async Task Json_ends_with_the_run_and_its_exit_code()
    {
        CommandOutcome outcome = await _command.RunAsync("run", "--json");
        List<JsonElement> rows = [.. outcome.Lines.Select(line => JsonDocument.Parse(line).RootElement)];

        Assert.Equal(
            ["landed", "step", "step", "run"],
            rows.Select(row => row.GetProperty("what").GetString()).Where(what => what != "check"));
        Assert.Equal(0, rows[^1].GetProperty("exit_code").GetInt32());
        Assert.Equal("2026-02-01T00:00:00Z", rows[^1].GetProperty("as_of").GetString());
        Assert.Equal(1, rows[0].GetProperty("quarantined_rows").GetInt32());
    }

    [Fact]
    public async Task A_failed_check_is_exit_code_one_and_keeps_the_release()
    {
        Model(
            "gold.total",
            "select sum(amount) as total from silver.deal",
            "checks:\n  - sql: select * from this where total > 1\n    name: small",
            "{name: total, type: 'decimal(19,4)', description: Money.}");
        CommandOutcome outcome = await _command.RunAsync("run");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PASS=1 WARN=0 ERROR=1 SKIP=0 REUSED=0 TOTAL=2", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("small  gold.total  error                1", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing is released yet.", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_landing_folder_is_named_and_nothing_is_built()
    {
        CommandOutcome outcome = await _command.RunAsync("run", "--var", "landing=elsewhere");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(_command.Folder.At("elsewhere"), outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_command.Folder.At("warehouse", "gold")));
    }

    [Fact]
    public async Task A_model_with_a_syntax_error_is_told_with_its_line()
    {
        Model("gold.total", "select sum(amount as total from silver.deal", "{name: total, type: 'decimal(19,4)', description: Money.}");
        CommandOutcome outcome = await _command.RunAsync("validate");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("LH4", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("gold/total.sql:", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ls_lists_steps_and_notices_an_edit()
    {
        await _command.RunAsync("run", "--quiet");
        string[] steps = ["bronze._quarantine", "bronze.shop_deal", "ops.ingestion_batch", "silver.deal", "gold.total"];

        Assert.Equal(steps, await ListAsync());
        Assert.True(File.Exists(_command.Folder.At("warehouse", "_cache", "ls.txt")));
        Assert.Equal(steps, await ListAsync());
        Model("gold.second", "select total from gold.total", "{name: total, type: 'decimal(19,4)', description: 'Money,\ttabbed.'}");
        Assert.Equal([.. steps, "gold.second"], await ListAsync());
        Assert.Equal([.. steps, "gold.second"], await ListAsync());
        Assert.Equal(["gold.total", "gold.second"], await ListAsync("--select", "gold.total+"));
    }

    private async Task<IEnumerable<string?>> ListAsync(params string[] words)
    {
        CommandOutcome outcome = await _command.RunAsync(["ls", "--json", .. words]);
        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
        return [.. outcome.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetString())];
    }

    private void Model(string name, string sql, params string[] parts)
    {
        string[] columns = [.. parts.Where(part => part.StartsWith('{'))];
        string extra = string.Concat(parts.Where(part => !part.StartsWith('{')).Select(part => part + "\n"));
        _command.Folder.Write(
            $"sql/{name.Replace('.', '/')}.sql",
            $"/*---\nmodel: {name}\nkind: full\ndescription: A table.\ncolumns:\n{string.Concat(columns.Select(column => $"  - {column}\n"))}{extra}---*/\n{sql}\n");
    }
}
