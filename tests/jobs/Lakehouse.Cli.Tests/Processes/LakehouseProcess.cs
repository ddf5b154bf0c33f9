using System.Diagnostics;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Processes;

/// <summary>Starts the built program as a process of its own.</summary>
internal static class LakehouseProcess
{
    public static async Task<CommandOutcome> RunAsync(string folder, params string[] words)
    {
        using Process process = Process.Start(Start(folder, words))!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return new CommandOutcome(process.ExitCode, await output, await error);
    }

    /// <summary>Starts the program and kills it without a word, unless it ended before.</summary>
    public static async Task KillAfterAsync(string folder, TimeSpan delay, params string[] words)
    {
        using Process process = Process.Start(Start(folder, words))!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task ended = process.WaitForExitAsync();
        await Task.WhenAny(ended, Task.Delay(delay, TimeProvider.System, CancellationToken.None));
        process.Kill();
        await ended;
        await Task.WhenAll(output, error);
    }

    private static ProcessStartInfo Start(string folder, string[] words)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "lakehouse.dll"));
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["LAKEHOUSE_HOME"] = Repository.Root;
        start.Environment.Remove("LAKEHOUSE_COMMAND");
        return start;
    }
}
