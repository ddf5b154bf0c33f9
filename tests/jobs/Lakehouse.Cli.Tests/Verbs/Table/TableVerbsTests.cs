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

    public void Dispose() => _command.Dispose();

    private async Task<string> WriteAsync(string select)
    {
        await TableFixture.WriteAsync(_command.Folder.FullPath, "gold.some", select);
        return _command.Folder.At("gold", "some");
    }
}
