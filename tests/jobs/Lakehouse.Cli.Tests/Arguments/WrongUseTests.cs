namespace Lakehouse.Cli.Tests.Arguments;

public sealed class WrongUseTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Theory]
    [InlineData("shw", "LH9001: found the verb 'lakehouse shw'", "Did you mean 'show'?")]
    [InlineData("schedule nxt", "LH9001: found the verb 'lakehouse schedule nxt', expected one of", "Did you mean 'next'?")]
    [InlineData("schedule", "LH9002: found 'schedule' without what to do", "See 'lakehouse schedule --help'.")]
    [InlineData("--jsn", "LH9001: found the option '--jsn'", "Did you mean '--json'?")]
    [InlineData("show gold.x --limt 3", "LH9001: found the option '--limt'", "Did you mean '--limit'?")]
    [InlineData("show --limt gold.x", "LH9001: found the option '--limt'", "Did you mean '--limit'?")]
    [InlineData("show", "LH9002: found no TABLE after 'show', expected one.", "See 'lakehouse show --help'.")]
    [InlineData("show gold.x silver.y", "LH9001: found 'silver.y' after 'lakehouse show', which takes no more words.", "See 'lakehouse show --help'.")]
    [InlineData("show gold.x --limit many", "LH9003: found 'many' for --limit, expected a whole number from 1 to", "Write for example --limit 1.")]
    [InlineData("show gold.x --limit 0", "LH9003: found '0' for --limit", "Write for example --limit 1.")]
    [InlineData("show gold.x --as-of soon", "LH9003: found 'soon' for --as-of", "A time without a zone is UTC.")]
    [InlineData("show gold.x --version 1 --as-of 2026-01-01", "LH9004: found --version and --as-of together", "Leave one out.")]
    [InlineData("doctor --var landing", "project", "")]
    public async Task A_wrong_word_is_named_with_what_was_probably_meant(string line, string found, string nextStep)
    {
        CommandOutcome outcome = await _command.RunAsync(line.Split(' '));

        if (line.StartsWith("doctor", StringComparison.Ordinal))
        {
            // The doctor tells the fault as a finding instead of stopping at it.
            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains("--var landing=/data/extracts", outcome.Output, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.StartsWith(found, outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith(nextStep + "\n", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Without_a_project_the_next_step_is_said()
    {
        CommandOutcome outcome = await _command.RunAsync("schedule", "list");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"LH5001: found no lakehouse.yml in {_command.Folder.FullPath}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_right_below_is_pointed_out()
    {
        _command.Folder.Write("demo/lakehouse.yml", "name: demo\n");
        CommandOutcome outcome = await _command.RunAsync("schedule", "list");

        Assert.Equal(2, outcome.ExitCode);
        Assert.EndsWith("There is one in 'demo': add --project demo, or change into it.\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_is_found_upwards()
    {
        _command.Folder.Write("lakehouse.yml", "name: outer\n");
        CommandOutcome outcome = await _command.RunAsync("schedule", "list", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("{\"schedule\":\"nightly\",\"enabled\":true,\"cron\":\"0 2 * * *\",\"time_zone\":\"UTC\"", outcome.Output, StringComparison.Ordinal);
    }
}
