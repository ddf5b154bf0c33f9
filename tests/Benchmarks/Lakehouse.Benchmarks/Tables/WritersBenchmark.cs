using System.Diagnostics;
using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Benchmarks.Tables;

/// <summary>Commits a second to one table by several writers at once, each with the table as it is when it begins.</summary>
internal static class WritersBenchmark
{
    private static readonly StructType Columns = new([new StructField("id", new PrimitiveType(PrimitiveKind.Long))]);

    /// <summary>Measures with one, four and eight writers, each with the same number of commits in all.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="commits">Commits in all.</param>
    internal static async Task RunAsync(TextWriter output, int commits)
    {
        foreach (int writers in new[] { 1, 4, 8 })
        {
            await using BenchmarkTable table = await BenchmarkTable.OpenAsync();
            await AppendAsync(table.Table);
            long started = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => AppendManyAsync(table.Table, commits / writers))));
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            long versions = (await table.Table.TryGetVersionAsync(CancellationToken.None))!.Value.Number; // why: it was made here.
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{writers} writers: {versions:N0} commits in {seconds:0.00} s, {versions / seconds:0} a second"));
        }
    }

    private static async Task AppendManyAsync(DeltaTable table, int count)
    {
        for (int commit = 0; commit < count; commit++)
        {
            await AppendAsync(table);
        }
    }

    private static async Task AppendAsync(DeltaTable table)
    {
        Snapshot? basis = await table.TryLoadAsync(CancellationToken.None);
        TableWrite write = new() { Mode = WriteMode.Append, Schema = Columns };
        if (await table.WriteAsync(basis, write, CancellationToken.None) is not WriteOutcome.Committed)
        {
            throw new InvalidOperationException("An append did not commit.");
        }
    }
}
