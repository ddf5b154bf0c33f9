namespace Lakehouse.Cli.Tests.Verbs;

public sealed class DoctorVerbTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_sound_project_has_no_failing_line()
    {
        await _command.RunAsync("init", ".", "--sources", "finance");
        Directory.CreateDirectory(_command.Folder.At("landing", "finance"));
        CommandOutcome outcome = await _command.RunAsync("doctor");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            ["runtime", "duckdb", "memory", "project", "landing", "schedules", "warehouse", "disk", "run lock"],
            outcome.Lines.Where(line => !line.StartsWith(' ')).Select(line => line[6..].Split("  ")[0].Trim()));
        Assert.DoesNotContain(outcome.Lines, line => line.StartsWith("fail", StringComparison.Ordinal));
        Assert.Contains("1 of 1 sources have their folder", outcome.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_command.Folder.At("warehouse")));
        Assert.DoesNotContain(Directory.EnumerateFiles(_command.Folder.FullPath), file => Path.GetFileName(file).StartsWith("_doctor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_landing_folder_that_is_absent_is_a_warning_with_its_path()
    {
        await _command.RunAsync("init", ".", "--sources", "finance,hubspot");
        CommandOutcome outcome = await _command.RunAsync("doctor", "--var", "landing=elsewhere");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"absent: finance ({_command.Folder.At("elsewhere", "finance")})", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_under_way_is_seen()
    {
        await _command.RunAsync("init", ".", "--sources", "finance");
        using Lakehouse.Runs.RunLock run = Lakehouse.Runs.RunLock.Take(_command.Folder.At("warehouse"), "run-1", DateTimeOffset.UnixEpoch);
        CommandOutcome outcome = await _command.RunAsync("doctor", "--json");

        Assert.Contains(outcome.Lines, line => line.StartsWith("{\"health\":\"warn\",\"check\":\"run lock\",\"finding\":\"held: a run is under way", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_not_yaml_is_a_failing_line()
    {
        _command.Folder.Write("lakehouse.yml", "name: [\n");
        CommandOutcome outcome = await _command.RunAsync("doctor");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Lines, line => line.StartsWith("fail  project", StringComparison.Ordinal));
    }
}
