using System.Text.Json;

namespace Lakehouse.Cli.Tests.Verbs.Table;

public sealed class TableUpkeepVerbsTests : IDisposable
{
    private readonly CommandLine _command = new();

    [Fact]
    public async Task History_tells_what_each_commit_did()
    {
        string path = await WriteAsync("select 1::bigint as id");
        _ = await WriteAsync("select 7::bigint as id");

        CommandOutcome outcome = await _command.RunAsync("table", "history", path);
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("version  committed_at", outcome.Lines[0], StringComparison.Ordinal);
        Assert.Contains("mode Overwrite", outcome.Lines[2], StringComparison.Ordinal);
        Assert.StartsWith("      1  ", outcome.Lines[2], StringComparison.Ordinal);

        CommandOutcome json = await _command.RunAsync("table", "history", path, "--limit", "1", "--json");
        using JsonDocument commit = JsonDocument.Parse(json.Output);
        Assert.Equal("1", commit.RootElement.GetProperty("metrics").GetProperty("numFiles").GetString());
        Assert.Contains("more than these 1 rows", json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_version_comes_back_and_what_nobody_needs_goes()
    {
        string path = await WriteAsync("select 1::bigint as id");
        _ = await WriteAsync("select 7::bigint as id");

        CommandOutcome restored = await _command.RunAsync("table", "restore", path, "--version", "0", "--json");
        Assert.Equal(0, restored.ExitCode);
        Assert.StartsWith("""{"version":2,"like_version":0,"restored_files":1,""", restored.Output, StringComparison.Ordinal);
        _ = await _command.RunAsync("table", "export", path, "rows.csv");
        Assert.Equal("id\n1\n", await File.ReadAllTextAsync(_command.Folder.At("rows.csv")));

        foreach (string file in Directory.GetFiles(path))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        CommandOutcome dry = await _command.RunAsync("table", "vacuum", path, "--retain-hours", "0", "--allow-short-retention", "--dry-run");
        Assert.Contains("1 files with", dry.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(path, "*.parquet").Length);
        _ = await _command.RunAsync("table", "vacuum", path, "--retain-hours", "0", "--allow-short-retention");
        Assert.Single(Directory.GetFiles(path, "*.parquet"));
        _ = await _command.RunAsync("table", "export", path, "rows.csv");
        Assert.Equal("id\n1\n", await File.ReadAllTextAsync(_command.Folder.At("rows.csv")));
    }

    [Fact]
    public async Task A_clone_has_the_rows_and_a_checkpoint_stands_beside_its_commit()
    {
        string path = await WriteAsync("select 1::bigint as id");
        string clone = _command.Folder.At("try", "some");

        Assert.Equal(0, (await _command.RunAsync("table", "clone", path, clone)).ExitCode);
        _ = await _command.RunAsync("table", "export", clone, "rows.csv");
        Assert.Equal("id\n1\n", await File.ReadAllTextAsync(_command.Folder.At("rows.csv")));
        CommandOutcome again = await _command.RunAsync("table", "clone", path, clone);
        Assert.Equal((1, "LH9073"), (again.ExitCode, again.Error.Split(':')[0]));

        Assert.Equal(0, (await _command.RunAsync("table", "checkpoint", clone)).ExitCode);
        Assert.True(File.Exists(Path.Combine(clone, "_delta_log", $"{0:D20}.checkpoint.parquet")));
    }

    [Fact]
    public async Task Optimize_says_what_became_of_the_files()
    {
        string path = await WriteAsync("select 1::bigint as id, 'a' as name");
        CommandOutcome good = await _command.RunAsync("table", "optimize", path);
        Assert.Contains("nothing is to be done", good.Output, StringComparison.Ordinal);

        CommandOutcome ordered = await _command.RunAsync("table", "optimize", path, "--zorder", "id, name", "--json");
        Assert.StartsWith("""{"version":1,"rows":1,"removed_files":1,""", ordered.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "LH9004", "restore", "PATH")]
    [InlineData(1, "LH2720", "optimize", "PATH", "--where", "id = 1")]
    [InlineData(1, "LH2721", "optimize", "PATH", "--zorder", "nothing")]
    [InlineData(2, "LH9003", "optimize", "PATH", "--target-mb", "0")]
    [InlineData(2, "LH9003", "vacuum", "PATH", "--retain-hours", "soon")]
    [InlineData(1, "LH1801", "vacuum", "PATH", "--retain-hours", "1")]
    [InlineData(1, "LH1109", "restore", "PATH", "--version", "9")]
    [InlineData(1, "LH9070", "history", "elsewhere")]
    [InlineData(1, "LH9070", "vacuum", "elsewhere")]
    [InlineData(1, "LH9070", "checkpoint", "elsewhere")]
    [InlineData(1, "LH9070", "clone", "elsewhere", "there")]
    public async Task What_cannot_be_done_is_said_with_a_code(int exitCode, string code, string verb, params string[] words)
    {
        string path = await WriteAsync("select 1::bigint as id");

        CommandOutcome outcome = await _command.RunAsync(["table", verb, .. words.Select(word => word == "PATH" ? path : word)]);

        Assert.Equal((exitCode, code), (outcome.ExitCode, outcome.Error.Split(':')[0]));
    }

    public void Dispose() => _command.Dispose();

    private async Task<string> WriteAsync(string select)
    {
        await TableFixture.WriteAsync(_command.Folder.FullPath, "gold.some", select);
        return _command.Folder.At("gold", "some");
    }
}
