using System.Diagnostics;
using System.Globalization;

namespace Lakehouse.Benchmarks.Tables;

/// <summary>What one piece of work cost this process.</summary>
/// <param name="Wall">From beginning to end.</param>
/// <param name="Cpu">All threads together, the kernel's part included.</param>
internal readonly record struct Measure(TimeSpan Wall, TimeSpan Cpu)
{
    /// <summary>Runs a piece of work.</summary>
    internal static async Task<Measure> OfAsync(Func<Task> work)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        await work();
        process.Refresh();
        return new Measure(Stopwatch.GetElapsedTime(started), process.TotalProcessorTime - before);
    }

    /// <summary>The one with the least wall time.</summary>
    internal static Measure Best(IEnumerable<Measure> measures) => measures.MinBy(one => one.Wall);

    /// <summary>The highest resident memory of this process so far in MB, or null where the system does not say.</summary>
    internal static long? PeakMegabytes()
    {
        const string Status = "/proc/self/status";
        string? line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal))
            : null;
        return line is null
            ? null
            : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Wall.TotalSeconds:0.00} s ({Cpu.TotalSeconds:0.00} s of CPU)");
}
