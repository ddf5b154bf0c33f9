using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Benchmarks.Opening;

/// <summary>Logs of tables whose data files nobody reads, so that only the opening is measured.</summary>
internal static class GeneratedLog
{
    private static readonly StructType Columns = new([
        new StructField("id", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("account", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("status", new PrimitiveType(PrimitiveKind.String)),
    ]);

    private static readonly DateTimeOffset WrittenAt = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A table of many files that a checkpoint holds.</summary>
    internal static async Task WithCheckpointAsync(DeltaTable table, int fileCount)
    {
        await WriteAsync(table, basis: null, Enumerable.Range(0, fileCount));
        _ = await table.CheckpointAsync(CancellationToken.None);
    }

    /// <summary>A table of many commits, each with one file, and no checkpoint.</summary>
    internal static async Task OfCommitsAsync(DeltaTable table, int commitCount)
    {
        await WriteAsync(table, basis: null, [0]);
        string first = Path.Combine(table.Root, "_delta_log", $"{0:D20}.json");
        string[] lines = await File.ReadAllLinesAsync(first);
        string info = lines.Single(line => line.StartsWith("{\"commitInfo\"", StringComparison.Ordinal));
        string add = lines.Single(line => line.StartsWith("{\"add\"", StringComparison.Ordinal));
        for (int version = 1; version < commitCount; version++)
        {
            string path = Path.Combine(table.Root, "_delta_log", string.Create(CultureInfo.InvariantCulture, $"{version:D20}.json"));
            await File.WriteAllLinesAsync(path, [info, add.Replace(NameOf(0), NameOf(version), StringComparison.Ordinal)]);
        }
    }

    private static async Task WriteAsync(DeltaTable table, Snapshot? basis, IEnumerable<int> numbers)
    {
        TableWrite write = new()
        {
            Mode = WriteMode.Append,
            Schema = Columns,
            Files = [.. numbers.Select(FileOf)],
        };
        WriteOutcome outcome = await table.WriteAsync(basis, write, CancellationToken.None);
        if (outcome is not WriteOutcome.Committed)
        {
            throw new InvalidOperationException($"The log could not be written: {outcome}.");
        }
    }

    private static DataFile FileOf(int number) =>
        new(
            NameOf(number),
            new Dictionary<string, string?>(StringComparer.Ordinal),
            SizeBytes: 1_000_000 + number,
            WrittenAt,
            new FileStatistics(
                RowCount: 10_000,
                [
                    new ColumnStatistics(["id"], Text(number * 10_000L), Text((number * 10_000L) + 9_999), 0, HasNaN: false),
                    new ColumnStatistics(["account"], "17", "99983", 0, HasNaN: false),
                    new ColumnStatistics(["status"], "status 0", "status 9", 3, HasNaN: false),
                ]
            )
        );

    private static string NameOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"part-{number:D8}-6f1c2a9e-0000-4000-8000-000000000000.parquet");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
