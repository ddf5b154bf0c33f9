using Lakehouse.Project;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Verbs;

public sealed class InitVerbTests : IDisposable
{
    private readonly CommandLine _command = new();

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task A_new_project_opens_over_the_reference_with_all_its_sources()
    {
        CommandOutcome outcome = await _command.RunAsync("init", "crm");
        LakehouseProject project = LakehouseProject.Open(_command.Folder.At("crm"), new ProjectChoices { ReferenceFolder = Repository.Root });

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("crm", project.Name);
        Assert.Equal(_command.Folder.At("crm", "warehouse"), project.WarehouseFolder);
        Assert.Equal(["finance", "google_ads", "hubspot", "linkedin_ads", "salesforce"], project.Sources);
        Assert.True(Directory.Exists(_command.Folder.At("crm", "landing")));
        Assert.Contains($"wrote {_command.Folder.At("crm", "lakehouse.yml")}", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_chosen_sources_are_landed()
    {
        await _command.RunAsync("init", "crm", "--sources", "salesforce, finance");
        LakehouseProject project = LakehouseProject.Open(_command.Folder.At("crm"), new ProjectChoices { ReferenceFolder = Repository.Root });

        Assert.Equal(["salesforce", "finance"], project.Sources);
    }

    [Fact]
    public async Task A_source_that_nobody_knows_is_refused()
    {
        CommandOutcome outcome = await _command.RunAsync("init", "crm", "--sources", "salesfroce");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("LH9003: found the source 'salesfroce' for --sources", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'salesforce'?\n", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_command.Folder.At("crm")));
    }

    [Fact]
    public async Task A_folder_that_is_a_project_is_left_alone()
    {
        string file = _command.Folder.Write("crm/lakehouse.yml", "name: mine\n");
        CommandOutcome outcome = await _command.RunAsync("init", "crm");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"LH9060: found {file}, expected a folder that is no project yet.", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("name: mine\n", await File.ReadAllTextAsync(file));
    }
}
