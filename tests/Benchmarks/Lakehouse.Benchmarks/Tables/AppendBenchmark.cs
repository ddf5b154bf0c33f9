using System.Globalization;

namespace Lakehouse.Benchmarks.Tables;

/// <summary>
/// Appends of rows to a Delta table, durable and with statistics, against DuckDB's COPY of the same rows with the same
/// compression. Target: at most 1.15 times.
/// </summary>
internal static class AppendBenchmark
{
    /// <summary>Runs it.</summary>
    /// <param name="output">Where the result goes.</param>
    /// <param name="rows">Rows in an append.</param>
    /// <param name="rounds">How often each is measured; the best counts.</param>
    internal static async Task RunAsync(TextWriter output, int rows, int rounds)
    {
        await using BenchmarkTable table = await BenchmarkTable.OpenAsync();
        string deals = BenchmarkTable.Deals(0, rows);
        _ = await table.AppendAsync(BenchmarkTable.Deals(0, 1000));
        _ = await table.CopyAsync(BenchmarkTable.Deals(0, 1000), "zstd");
        List<Measure> raw = [];
        List<Measure> appended = [];
        for (int round = 0; round < rounds; round++)
        {
            raw.Add(await table.CopyAsync(deals, "zstd"));
            appended.Add(await Measure.OfAsync(() => table.AppendAsync(deals)));
        }

        Measure copy = Measure.Best(raw);
        Measure append = Measure.Best(appended);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows:N0} rows, best of {rounds}: COPY {copy}; append {append}: "
                    + $"{append.Wall / copy.Wall:0.00} times ({append.Cpu / copy.Cpu:0.00} of CPU)"
            )
        );
    }
}
