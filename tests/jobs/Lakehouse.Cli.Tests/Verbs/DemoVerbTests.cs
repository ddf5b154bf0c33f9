namespace Lakehouse.Cli.Tests.Verbs;

public sealed class DemoVerbTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Without_a_reference_project_nothing_is_made_and_the_message_says_where_it_looked()
    {
        _command.Variables["LAKEHOUSE_HOME"] = _command.Folder.At("nothing-here");

        CommandOutcome outcome = await _command.RunAsync("demo");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(
            "LH9063: found no contract for salesforce, hubspot, linkedin_ads, google_ads, finance in the reference project "
                + $"{_command.Folder.At("nothing-here")}, expected sql/bronze/NAME.yml for each source of the sample company. "
                + "Run the command from a whole copy of the repository, or let LAKEHOUSE_HOME name one.\n",
            outcome.Error);
        Assert.False(Directory.Exists(_command.Folder.At("demo")));
    }
}
