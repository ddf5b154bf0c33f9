using System.Globalization;
using Lakehouse.Benchmarks.Tables;
using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Testing;

namespace Lakehouse.Benchmarks.Opening;

/// <summary>
/// How long a table takes to open, all of its files listed: from a checkpoint and from commits alone, at one size and at
/// twice that, beside delta-rs on the same log in the same run.
/// </summary>
internal static class OpeningBenchmark
{
    private const string Program =
        "import sys, time\n"
        + "from deltalake import DeltaTable\n"
        + "best, opened = 1e9, 1e9\n"
        + "for _ in range(int(sys.argv[2])):\n"
        + "    start = time.perf_counter()\n"
        + "    table = DeltaTable(sys.argv[1])\n"
        + "    opened = min(opened, time.perf_counter() - start)\n"
        + "    files = len(table.file_uris())\n"
        + "    best = min(best, time.perf_counter() - start)\n"
        + "peak = [line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0]\n"
        + "print(f'{opened:.2f} s, {best:.2f} s with {files} files listed, {int(peak) // 1024} MB')\n";

    /// <summary>Measures; the memory is that of the process so far, so that one kind is measured in a run.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="kind"><c>checkpoint</c> or <c>commits</c>.</param>
    /// <param name="count">Files of the checkpoint, or commits.</param>
    /// <param name="rounds">How often each is opened; the best counts.</param>
    internal static async Task RunAsync(TextWriter output, string kind, int count, int rounds)
    {
        foreach (int size in new[] { count, count * 2 })
        {
            await using BenchmarkTable made = await BenchmarkTable.OpenAsync();
            if (kind == "commits")
            {
                await GeneratedLog.OfCommitsAsync(made.Table, size);
            }
            else
            {
                await GeneratedLog.WithCheckpointAsync(made.Table, size);
            }

            List<Measure> measures = [];
            int files = 0;
            for (int round = 0; round < rounds; round++)
            {
                measures.Add(await Measure.OfAsync(async () => files = await OpenAsync(made.Table)));
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{size:N0} {kind}: first {measures[0]}, best of {rounds} {Measure.Best(measures)}, {files:N0} files; peak with the making of the log {Measure.PeakMegabytes()} MB"));
            if (SharedData.Find(OutsidePython.Needs) is not null)
            {
                await output.WriteLineAsync($"  delta-rs: {string.Join(' ', OutsidePython.RunProgram(Program, made.Table.Root, rounds.ToString(CultureInfo.InvariantCulture)))}");
            }
        }
    }

    private static async Task<int> OpenAsync(DeltaTable table)
    {
        Snapshot snapshot = (await table.TryLoadAsync(CancellationToken.None))!; // why: it was made here.
        return snapshot.Files.Count;
    }
}
