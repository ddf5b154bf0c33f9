using System.Diagnostics;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Processes;

/// <summary>Starts the built program as a process of its own.</summary>
internal static class LakehouseProcess
{
    public static async Task<CommandOutcome> RunAsync(string folder, params string[] words)
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
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new CommandOutcome(process.ExitCode, await output, await error);
    }
}
