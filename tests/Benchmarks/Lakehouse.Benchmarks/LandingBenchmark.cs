using System.Diagnostics;
using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Ingest;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Files;
using Lakehouse.Ingest.Inspection;
using Lakehouse.Project;

namespace Lakehouse.Benchmarks;

/// <summary>Lands one CSV file, and copies the same file with DuckDB alone, in turns.</summary>
/// <param name="megabytes">The file's size.</param>
/// <param name="rounds">How often.</param>
internal sealed class LandingBenchmark(int megabytes, int rounds)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakehouse-benchmark-").FullName;

    /// <summary>Runs it and prints medians.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>When it is printed.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            string csv = Path.Combine(_folder, "landing", "deal.csv");
            Directory.CreateDirectory(Path.GetDirectoryName(csv)!);
            DealsFile.Write(csv, megabytes);

            var landing = new List<(double Wall, double Cpu)>();
            var copying = new List<(double Wall, double Cpu)>();
            for (int round = 0; round < rounds; round++)
            {
                landing.Add(await TimeAsync(() => LandAsync(round, cancellationToken)).ConfigureAwait(false));
                if (round == 0)
                {
                    Print("peak memory of landing", PeakMegabytes(), "MB");
                }

                copying.Add(await TimeAsync(() => CopyAsync(csv, cancellationToken)).ConfigureAwait(false));
            }

            Print("landing, median", Median(landing.Select(time => time.Wall)), "s");
            Print("DuckDB COPY, median", Median(copying.Select(time => time.Wall)), "s");
            Print("ratio of wall times, median", Median(landing.Zip(copying, (ours, raw) => ours.Wall / raw.Wall)), string.Empty);
            Print("ratio of processor times, median", Median(landing.Zip(copying, (ours, raw) => ours.Cpu / raw.Cpu)), string.Empty);
            await PrintScanAsync(csv).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task LandAsync(int round, CancellationToken cancellationToken)
    {
        var engine = new DuckDbEngine(new DuckDbOptions());
        await using (engine.ConfigureAwait(false))
        {
            string warehouse = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"warehouse{round}"));
            DeltaTable Table(TableName name)
            {
                var store = new LocalTableStore(Path.Combine(warehouse, name.Schema, name.Name));
                return new DeltaTable(store, new DeltaTableOptions { Checkpoints = engine.Checkpoints });
            }

            var landing = new Landing(new LandingOptions { WarehouseFolder = warehouse, Tables = Table, Engine = engine, RunId = "benchmark" });
            var source = new SourceContract("crm", null, string.Empty, [DealsFile.Contract], new ProjectFile("crm.yml", "crm.yml", false));
            SourceLanding landed = await landing.LandAsync(source, Path.Combine(_folder, "landing"), progress: null, cancellationToken).ConfigureAwait(false);
            if (landed.HasRejected || landed.Entities[0].LoadedRows == 0)
            {
                throw new InvalidOperationException("The benchmark's file did not land.");
            }
        }

        Directory.Delete(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"warehouse{round}")), recursive: true);
    }

    private async Task CopyAsync(string csv, CancellationToken cancellationToken)
    {
        var engine = new DuckDbEngine(new DuckDbOptions());
        await using (engine.ConfigureAwait(false))
        {
            IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.ExecuteAsync($"copy (select * from read_csv('{csv}')) to '{_folder}/raw.parquet' (format parquet)", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task PrintScanAsync(string csv)
    {
        var scanner = new RecordScanner(CsvDialect.Of(',', '"', "benchmark"), DealsFile.Contract.Columns.Count, sink: null);
        (double wall, _) = await TimeAsync(() =>
        {
            using FileStream stream = DecodedFile.OpenRaw(csv);
            ChunkedReading.Run(stream, scanner.Scan, hash: null, progress: null, CancellationToken.None);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        double size = new FileInfo(csv).Length / 1e6;
        Print("record scan alone", size / wall, "MB/s");

        var inspector = new FileInspector(DealsFile.Contract, CsvDialect.Of(',', '"', "benchmark"), encoding: null);
        var file = new LandedFile(csv, "deal.csv", new FileInfo(csv).Length, new DateTimeOffset(File.GetLastWriteTimeUtc(csv)));
        (wall, _) = await TimeAsync(() =>
        {
            inspector.Inspect(file, progress: null, CancellationToken.None);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        Print("scan and SHA-256", size / wall, "MB/s");
    }

    private static async Task<(double Wall, double Cpu)> TimeAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work().ConfigureAwait(false);
        double wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static void Print(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-34} {value,10:0.00} {unit}"));
}
