using System.Text.Json;
using System.Text.RegularExpressions;
using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Tables;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Verbs.Table;

/// <summary>
/// <c>table scan</c> on a table of four files in two partitions. Explanations are kept and compared;
/// <c>LAKEHOUSE_ACCEPT_GOLDEN=1</c> writes them anew.
/// </summary>
public sealed partial class TableScanVerbTests : IDisposable
{
    private readonly CommandLine _command = new();

    [Theory]
    [InlineData("partition-and-bounds", "region = 'west' and amount > 100")]
    [InlineData("nulls", "note is not null and region is not null")]
    [InlineData("engine-alone", "length(note) > 3 and id between 1 and 2")]
    [InlineData("either-of-two", "region = 'north' or amount in (7, 500)")]
    [InlineData("never-true", "amount = null")]
    [InlineData("every-row", null)]
    public async Task Explain_says_which_part_skips_which_files(string name, string? condition)
    {
        string path = await WriteAsync();
        string file = Repository.At("tests", "jobs", "Lakehouse.Cli.Tests", "Golden", "scan", $"{name}.txt");

        CommandOutcome outcome = await _command.RunAsync(
            ["table", "scan", path, "--explain", .. condition is null ? [] : (string[])["--where", condition]]
        );

        // How large a file is, is for its writer to say.
        string text = Bytes().Replace(outcome.Output, "N of N bytes");
        if (Environment.GetEnvironmentVariable("LAKEHOUSE_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text);
        }

        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }

    [Fact]
    public async Task Explain_answers_with_one_object()
    {
        string path = await WriteAsync();

        CommandOutcome outcome = await _command.RunAsync("table", "scan", path, "--explain", "--json", "--where", "amount < 6 and lower(note) = 'b'");

        using JsonDocument json = JsonDocument.Parse(outcome.Output);
        Assert.Equal((4, 1), (json.RootElement.GetProperty("files").GetInt32(), json.RootElement.GetProperty("filesRead").GetInt32()));
        Assert.Equal(
            [("(amount < 6)", true, 3, "min/max"), ("(lower(note) = 'b')", false, 0, null)],
            json.RootElement.GetProperty("parts").EnumerateArray().Select(part => (
                part.GetProperty("part").GetString(),
                part.GetProperty("isUsable").GetBoolean(),
                part.GetProperty("filesSkipped").GetInt32(),
                part.GetProperty("by").GetString())));
    }

    [Fact]
    public async Task Rows_are_those_that_the_condition_finds_in_the_columns_that_are_named()
    {
        string path = await WriteAsync();

        CommandOutcome outcome = await _command.RunAsync("table", "scan", path, "--where", "amount >= 500", "--columns", "ID, region", "--json");

        Assert.Equal(
            ["""{"id":5,"region":"west"}""", """{"id":6,"region":"west"}"""],
            outcome.Lines.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_older_version_and_a_limit_are_kept()
    {
        string path = await WriteAsync();

        CommandOutcome outcome = await _command.RunAsync("table", "scan", path, "--version", "0", "--limit", "1", "--columns", "region");

        Assert.Equal("north", outcome.Lines[^1].Trim());
        Assert.Contains("There are more than these 1 rows", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LH1606", "--columns", "nothing")]
    [InlineData("LH2103", "--where", "nothing = 1")]
    [InlineData("LH2103", "--where", "nothing = 1 and amount = null", "--explain")]
    [InlineData("LH2101", "--where", "amount =")]
    public async Task What_the_table_lacks_is_said_with_a_code(string code, params string[] words)
    {
        string path = await WriteAsync();

        CommandOutcome outcome = await _command.RunAsync(["table", "scan", path, .. words]);

        Assert.Equal((1, code), (outcome.ExitCode, outcome.Error.Split(':')[0]));
    }

    public void Dispose() => _command.Dispose();

    [GeneratedRegex("[0-9,]+ of [0-9,]+ bytes", RegexOptions.None, 1000)]
    private static partial Regex Bytes();

    private async Task<string> WriteAsync()
    {
        string path = _command.Folder.At("deals");
        await using DuckDbEngine engine = new(new DuckDbOptions());
        DeltaTable table = new(new LocalTableStore(path), new DeltaTableOptions { Checkpoints = engine.Checkpoints });
        await using IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
        TableOperations operations = new(table, session);
        string[] files =
        [
            "(1, 'north', 5, 'a'), (2, 'north', 7, null)",
            "(3, 'west', 20, null), (4, 'west', 40, null)",
            "(5, 'west', 500, 'abc'), (6, 'west', 700, 'abcd')",
            "(7, null, 90, 'b')",
        ];
        foreach (string rows in files)
        {
            string sql = $"select id::bigint as id, region::varchar as region, amount::bigint as amount, note::varchar as note from (values {rows}) as t(id, region, amount, note)";
            _ = await operations.AppendAsync(new RowsRequest { Sql = sql, PartitionColumns = ["region"] }, CancellationToken.None);
        }

        return path;
    }
}
