using System.Globalization;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Benchmarks.Tables;

/// <summary>
/// Planning of a selective scan of a table of many files, by partition values and by statistics. Only the log is there:
/// planning opens no file. Target: 10,000 files within 0.2 s.
/// </summary>
internal static class ScanBenchmark
{
    private const int StatisticsColumns = 20;
    private const int DaysInTable = 100;

    private static readonly DateOnly FirstDay = new(2024, 1, 1);

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the result goes.</param>
    /// <param name="files">Files of the table.</param>
    /// <param name="rounds">How often each is measured; the best counts.</param>
    internal static async Task RunAsync(TextWriter output, int files, int rounds)
    {
        await using BenchmarkTable table = await BenchmarkTable.OpenAsync();
        StructType schema = new([
            new StructField("day", new PrimitiveType(PrimitiveKind.Date)),
            .. Enumerable.Range(0, StatisticsColumns).Select(at => new StructField(Name(at), new PrimitiveType(PrimitiveKind.Long))),
        ]);
        WriteOutcome outcome = await table.Table.WriteAsync(
            null,
            new TableWrite
            {
                Mode = WriteMode.Append,
                Schema = schema,
                PartitionColumns = ["day"],
                Files = [.. Enumerable.Range(0, files).Select(FileOf)],
            },
            CancellationToken.None
        );
        Snapshot snapshot =
            outcome is WriteOutcome.Committed
                ? (await table.Table.TryLoadAsync(CancellationToken.None))!
                : throw new InvalidOperationException($"the write came to {outcome}.");
        string[] conditions =
        [
            $"day = date '{FirstDay.AddDays(7):yyyy-MM-dd}'",
            $"c0 between {files / 2 * 1000} and {(files / 2 * 1000) + 5000}",
            $"day >= date '{FirstDay.AddDays(90):yyyy-MM-dd}' and c19 > 500 and (c0 < {files * 100} or c1 is null)",
        ];
        foreach (string condition in conditions)
        {
            List<Measure> measures = [];
            TableScan? scan = null;
            for (int round = 0; round < rounds; round++)
            {
                measures.Add(
                    await Measure.OfAsync(async () =>
                        scan = await TableScan.PlanAsync(table.Session, snapshot, condition, CancellationToken.None)
                    )
                );
            }

            Measure best = Measure.Best(measures);
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{condition}: {scan!.Plan.Read.Count:N0} of {files:N0} files read; planning {best.Wall.TotalMilliseconds:0} ms"
                        + $" ({best.Cpu.TotalMilliseconds:0} ms of CPU)"
                )
            );
        }
    }

    private static string Name(int at) => string.Create(CultureInfo.InvariantCulture, $"c{at}");

    // Each file has a thousand numbers of its own.
    private static DataFile FileOf(int number)
    {
        string day = FirstDay.AddDays(number % DaysInTable).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string low = (number * 1000L).ToString(CultureInfo.InvariantCulture);
        string high = ((number * 1000L) + 999).ToString(CultureInfo.InvariantCulture);
        return new DataFile(
            string.Create(CultureInfo.InvariantCulture, $"day={day}/part-{number:D6}.parquet"),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["day"] = day },
            1_000_000,
            DateTimeOffset.UnixEpoch,
            new FileStatistics(
                1000,
                [.. Enumerable.Range(0, StatisticsColumns).Select(at => new ColumnStatistics([Name(at)], low, high, 0, HasNaN: false))]
            )
        );
    }
}
