using System.Diagnostics;
using System.Runtime.Versioning;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Processes;

/// <summary>The launcher in a folder of its own, with a <c>dotnet</c> that writes down its calls and builds a shell script.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private const string FakeDotnet = """
        #!/bin/sh
        echo "$*" >>"$CALLS"
        case "$*" in *PublishReadyToRun=true*) [ -n "${NO_CROSSGEN:-}" ] && { echo "NU1101: Microsoft.NETCore.App.Crossgen2"; exit 1; } ;; esac
        [ -n "${BROKEN:-}" ] && { echo "error CS1002: ; expected"; exit 1; }
        while [ "$1" != -o ]; do shift; done
        mkdir -p "$2"
        printf '#!/bin/sh\necho "ran $* in $LAKEHOUSE_HOME as $LAKEHOUSE_COMMAND"\nexit 7\n' >"$2/lakehouse"
        chmod +x "$2/lakehouse"
        """;

    private readonly TemporaryFolder _folder = new();

    public LauncherTests()
    {
        File.Copy(Repository.At("lakehouse"), _folder.At("lakehouse"));
        _folder.Write("pipelines/A/a.cs", "// a");
        _folder.Write("jobs/Lakehouse.Cli/Lakehouse.Cli.csproj", "<Project/>");
        _folder.Write("infra/duckdb/DuckDB.props", "<Project/>");
        _folder.Write("Directory.Build.props", "<Project/>");
        _folder.Write("Directory.Packages.props", "<Project/>");
        _folder.Write("global.json", "{}");
        File.SetUnixFileMode(_folder.Write("fake/dotnet", FakeDotnet), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string file in Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(50));
        }
    }

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task It_builds_once_and_hands_on_words_and_exit_code()
    {
        CommandOutcome first = await RunAsync(["run", "two words"]);
        Assert.Equal((7, $"ran run two words in {_folder.FullPath} as {_folder.At("lakehouse")}\n"), (first.ExitCode, first.Output));
        Assert.Equal("Building the lakehouse command (once after each change of its sources) ...\n", first.Error);

        CommandOutcome second = await RunAsync(["ls"]);
        Assert.Equal((7, string.Empty), (second.ExitCode, second.Error));
        string call = Assert.Single(Calls());
        Assert.Contains("-c Release", call, StringComparison.Ordinal);
        Assert.Contains("-p:PublishReadyToRun=true", call, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task An_edited_and_a_deleted_source_build_again_and_a_model_does_not()
    {
        await RunAsync(["ls"]);
        _folder.Write("sql/gold/a.sql", "select 1");
        await RunAsync(["ls"]);
        Assert.Single(Calls());

        File.SetLastWriteTimeUtc(_folder.At("pipelines", "A", "a.cs"), DateTime.UnixEpoch.AddYears(200));
        await RunAsync(["ls"]);
        Assert.Equal(2, Calls().Count);
    }

    [UnixFact]
    public async Task Two_at_once_build_once()
    {
        CommandOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => RunAsync([$"{number}"])));

        Assert.All(outcomes, outcome => Assert.Equal(7, outcome.ExitCode));
        Assert.Single(Calls());
    }

    [UnixFact]
    public async Task Without_the_ahead_of_time_compiler_it_builds_plainly()
    {
        CommandOutcome outcome = await RunAsync(["ls"], ("NO_CROSSGEN", "1"));

        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal(["true", "false"], Calls().Select(call => call.Split("PublishReadyToRun=")[1].Split(' ')[0]));
    }

    [UnixFact]
    public async Task Errors_of_the_build_are_shown_and_the_next_call_tries_again()
    {
        CommandOutcome broken = await RunAsync(["ls"], ("BROKEN", "1"));
        Assert.Equal((2, string.Empty), (broken.ExitCode, broken.Output));
        Assert.Contains("error CS1002: ; expected\nLH9103: the build of the command ended with the errors above", broken.Error, StringComparison.Ordinal);

        string compiler = Calls()[0].Split("SharedCompilationId=")[1].Split(' ')[0];
        Assert.Contains($"-t:EndCompilerServer -p:SharedCompilationId={compiler}", Calls()[^1], StringComparison.Ordinal);

        Assert.Equal(7, (await RunAsync(["ls"])).ExitCode);
    }

    [UnixFact]
    public async Task Without_dotnet_it_says_what_to_install()
    {
        Directory.CreateDirectory(_folder.At("tools"));
        foreach (string tool in new[] { "dirname", "readlink", "find", "mkdir", "flock", "touch", "rm", "mv", "uname", "cat", "sleep", "ls", "grep" })
        {
            string? place = new[] { "/usr/bin/", "/bin/" }.Select(folder => folder + tool).FirstOrDefault(File.Exists);
            if (place is not null)
            {
                File.CreateSymbolicLink(_folder.At("tools", tool), place);
            }
        }

        CommandOutcome outcome = await RunAsync(["ls"], ("PATH", _folder.At("tools")));

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("LH9102: found no 'dotnet', expected the .NET 10 SDK", outcome.Error, StringComparison.Ordinal);
    }

    private List<string> Calls() => [.. File.ReadLines(_folder.At("calls.txt"))];

    private async Task<CommandOutcome> RunAsync(string[] words, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = new("/bin/sh", [_folder.At("lakehouse"), .. words])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.At("fake")}:/usr/bin:/bin";
        start.Environment["CALLS"] = _folder.At("calls.txt");
        start.Environment.Remove("LAKEHOUSE_HOME");
        start.Environment.Remove("LAKEHOUSE_COMMAND");
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new CommandOutcome(process.ExitCode, await output, await error);
    }
}
