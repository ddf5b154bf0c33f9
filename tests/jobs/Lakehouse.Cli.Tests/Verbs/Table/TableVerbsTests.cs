using System.Text.Json;

namespace Lakehouse.Cli.Tests.Verbs.Table;

public sealed class TableVerbsTests : IDisposable
{
    private readonly CommandLine _command = new();

    [Fact]
    public async Task Info_tells_what_a_table_is_as_one_object()
    {
        string path = await WriteAsync("select 1::bigint as id, 'a' as name union all select 2, 'b'");

        CommandOutcome outcome = await _command.RunAsync("table", "info", path, "--json");

        Assert.Equal(0, outcome.ExitCode);
        using JsonDocument info = JsonDocument.Parse(outcome.Output);
        JsonElement table = info.RootElement;
        Assert.Equal(0, table.GetProperty("version").GetInt64());
        Assert.Equal(2, table.GetProperty("rows").GetInt64());
        Assert.Equal(1, table.GetProperty("files").GetInt32());
        Assert.Equal(1, table.GetProperty("protocol").GetProperty("minReaderVersion").GetInt32());
        Assert.Equal(
            ["id", "name"],
            table.GetProperty("schema").GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Info_tells_a_person_the_same()
    {
        string path = await WriteAsync("select 1::bigint as id");

        CommandOutcome outcome = await _command.RunAsync("table", "info", path);

        Assert.Contains("protocol    reader 1, writer 2", outcome.Lines);
        Assert.Contains("rows        1", outcome.Lines);
        Assert.Contains(outcome.Lines, line => line.StartsWith("id ", StringComparison.Ordinal) && line.Contains("bigint", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rows.csv", "id,name\n1,a\n2,b\n")]
    [InlineData("rows.ndjson", "{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":\"b\"}\n")]
    public async Task Export_writes_the_format_that_the_ending_says(string file, string content)
    {
        string path = await WriteAsync("select * from (values (1::bigint, 'a'), (2, 'b')) as t(id, name) order by id");

        CommandOutcome outcome = await _command.RunAsync("table", "export", path, file);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(content, await File.ReadAllTextAsync(_command.Folder.At(file)));
        Assert.Equal([file], Directory.GetFiles(_command.Folder.FullPath).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Export_reads_an_older_version()
    {
        string path = await WriteAsync("select 1::bigint as id");
        _ = await WriteAsync("select 7::bigint as id");

        _ = await _command.RunAsync("table", "export", path, "rows.csv", "--version", "0");

        Assert.Equal("id\n1\n", await File.ReadAllTextAsync(_command.Folder.At("rows.csv")));
    }

    [Theory]
    [InlineData(2, "LH9003", "export", "PATH", "rows.txt")]
    [InlineData(2, "LH9004", "export", "PATH", "rows.csv", "--version", "0", "--timestamp", "2026-01-01")]
    [InlineData(2, "LH9004", "export", "PATH", "rows.csv", "--version", "0", "--changes", "0", "1")]
    [InlineData(2, "LH9003", "export", "PATH", "rows.csv", "--changes", "a", "1")]
    [InlineData(1, "LH9071", "export", "PATH", "nowhere/rows.csv")]
    [InlineData(1, "LH9070", "export", "elsewhere", "rows.csv")]
    [InlineData(1, "LH9070", "info", "elsewhere", "--version", "0")]
    [InlineData(1, "LH1703", "export", "PATH", "rows.csv", "--changes", "0", "0")]
    [InlineData(1, "LH1701", "export", "PATH", "rows.csv", "--changes", "0", "9")]
    [InlineData(1, "LH1109", "export", "PATH", "rows.csv", "--version", "9")]
    [InlineData(1, "LH1108", "info", "PATH", "--timestamp", "2001-01-01")]
    public async Task What_cannot_be_done_is_said_with_a_code(int exitCode, string code, string verb, params string[] words)
    {
        string path = await WriteAsync("select 1::bigint as id");

        CommandOutcome outcome = await _command.RunAsync(["table", verb, .. words.Select(word => word == "PATH" ? path : word)]);

        Assert.Equal((exitCode, code), (outcome.ExitCode, outcome.Error.Split(':')[0]));
        Assert.Empty(Directory.GetFiles(_command.Folder.FullPath));
    }

    [Fact]
    public async Task Properties_are_set_and_taken_away_in_commits_of_their_own()
    {
        string path = await WriteAsync("select 1::bigint as id");

        CommandOutcome set = await _command.RunAsync("table", "set", path, "delta.appendOnly=true", "owner=sales=emea");
        CommandOutcome unset = await _command.RunAsync("table", "unset", path, "delta.appendOnly", "--json");
        CommandOutcome info = await _command.RunAsync("table", "info", path, "--json");

        Assert.Equal((0, $"Version 1 of {path}: set delta.appendOnly = true, owner = sales=emea.\n"), (set.ExitCode, set.Output));
        Assert.Equal($"{{\"table\":\"{path}\",\"version\":2,\"change\":\"unset delta.appendOnly\"}}\n", unset.Output);
        Assert.Contains("\"properties\":{\"owner\":\"sales=emea\"}", info.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constraints_come_and_go()
    {
        string path = await WriteAsync("select 1::bigint as id");

        CommandOutcome[] outcomes =
        [
            await _command.RunAsync("table", "constraint", "add", path, "positive", "id > 0"),
            await _command.RunAsync("table", "constraint", "not-null", path, "id"),
            await _command.RunAsync("table", "constraint", "nullable", path, "id"),
            await _command.RunAsync("table", "constraint", "drop", path, "positive"),
        ];

        Assert.Equal(
            [
                $"Version 1 of {path}: added the constraint positive (id > 0).\n",
                $"Version 2 of {path}: id may not be null.\n",
                $"Version 3 of {path}: id may be null.\n",
                $"Version 4 of {path}: dropped the constraint positive.\n",
            ],
            outcomes.Select(outcome => outcome.Output + outcome.Error));
    }

    [Theory]
    [InlineData(2, "LH9003", "set", "PATH", "delta.appendOnly")]
    [InlineData(2, "LH9004", "set", "PATH", "a=1", "a=2")]
    [InlineData(2, "LH9002", "constraint")]
    [InlineData(1, "LH9070", "set", "elsewhere", "a=1")]
    [InlineData(1, "LH9070", "constraint", "add", "elsewhere", "c", "id > 0")]
    [InlineData(1, "LH1206", "set", "PATH", "delta.appendOnli=true")]
    [InlineData(1, "LH1208", "unset", "PATH", "owner")]
    [InlineData(1, "LH1711", "constraint", "add", "PATH", "big", "id > 100")]
    [InlineData(1, "LH1710", "constraint", "add", "PATH", "odd", "hash(id) > 100")]
    [InlineData(1, "LH1714", "constraint", "drop", "PATH", "none")]
    [InlineData(1, "LH1426", "constraint", "not-null", "PATH", "none")]
    public async Task A_change_that_cannot_be_made_is_said_with_a_code_and_leaves_the_table(int exitCode, string code, params string[] words)
    {
        string path = await WriteAsync("select 1::bigint as id");

        CommandOutcome outcome = await _command.RunAsync(["table", .. words.Select(word => word == "PATH" ? path : word)]);

        Assert.Equal((exitCode, code), (outcome.ExitCode, outcome.Error.Split(':')[0]));
        Assert.Single(Directory.GetFiles(Path.Combine(path, "_delta_log"), "*.json"));
    }

    public void Dispose() => _command.Dispose();

    private async Task<string> WriteAsync(string select)
    {
        await TableFixture.WriteAsync(_command.Folder.FullPath, "gold.some", select);
        return _command.Folder.At("gold", "some");
    }
}
