using Lakehouse.Cli.Tests.Verbs;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Processes;

public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Wrong_use_is_exit_code_two_with_nothing_on_standard_output()
    {
        CommandOutcome outcome = await LakehouseProcess.RunAsync(_folder.FullPath, "shw");

        Assert.Equal((2, string.Empty), (outcome.ExitCode, outcome.Output));
        Assert.EndsWith("Did you mean 'show'?\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handled_failure_is_exit_code_one()
    {
        CommandOutcome outcome = await LakehouseProcess.RunAsync(_folder.FullPath, "show", "gold.win_loss");

        Assert.Equal((1, string.Empty), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("LH5001: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_come_out_as_utf8_json_without_a_mark()
    {
        _folder.Write("lakehouse.yml", "name: mine\n");
        await TableFixture.WriteAsync(_folder.At("warehouse"), "ops.name", "select 'Müller 株式会社' as name");
        CommandOutcome outcome = await LakehouseProcess.RunAsync(_folder.FullPath, "show", "ops.name", "--json");

        Assert.Equal((0, "{\"name\":\"Müller 株式会社\"}\n", string.Empty), (outcome.ExitCode, outcome.Output, outcome.Error));
    }
}
