using System.Diagnostics;
using System.Globalization;

namespace Lakehouse.Faults.Tests;

/// <summary>A writer in a process of its own, and what it has said.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private WriterProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it has said so far.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Starts a writer; it begins at once.</summary>
    public static WriterProcess Start(
        string location,
        string name,
        int seed,
        double seconds,
        int most,
        string work,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] words =
        [
            Path.Combine(AppContext.BaseDirectory, "Lakehouse.TableWriter.dll"),
            location,
            name,
            seed.ToString(CultureInfo.InvariantCulture),
            seconds.ToString(CultureInfo.InvariantCulture),
            most.ToString(CultureInfo.InvariantCulture),
            work,
        ];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        foreach ((string variable, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        return new WriterProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has said so many lines of a kind, or has ended.</summary>
    public async Task WaitForAsync(string kind, int count)
    {
        while (Lines.Count(line => line.StartsWith(kind, StringComparison.Ordinal)) < count
            && await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Lines.Add(line);
        }
    }

    /// <summary>Ends it at once; what it had said is kept.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ReadToEndAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task EndAsync()
    {
        await ReadToEndAsync();
        string errors = await _errors;
        Assert.True(_process.ExitCode == 0 && Lines.LastOrDefault() == "done", $"ended with {_process.ExitCode}: {errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadToEndAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Lines.Add(line);
        }

        await _process.WaitForExitAsync();
    }
}
