using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests;

/// <summary>Runs command lines inside the test's process and keeps what they print.</summary>
internal sealed class CommandLine : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Environment variables by name.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["LAKEHOUSE_HOME"] = Repository.Root };

    /// <summary>What is piped in.</summary>
    public string Input { get; set; } = string.Empty;

    /// <summary>Cells of a line; null where output is no terminal.</summary>
    public int? TerminalWidth { get; set; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The current folder.</summary>
    public TemporaryFolder Folder => _folder;

    public async Task<CommandOutcome> RunAsync(params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        Surroundings surroundings = new()
        {
            In = () => new StringReader(Input),
            Out = output,
            Error = error,
            OutIsTerminal = TerminalWidth is not null,
            ErrorIsTerminal = false,
            Width = TerminalWidth ?? 80,
            CurrentFolder = _folder.FullPath,
            Variable = name => Variables.GetValueOrDefault(name),
            Clock = Clock,
        };
        int exitCode = await new LakehouseCommand(surroundings).RunAsync(words, CancellationToken.None);
        return new CommandOutcome(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>What a command line did.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
