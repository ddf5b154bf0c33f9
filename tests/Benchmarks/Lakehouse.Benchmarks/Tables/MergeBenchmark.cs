using System.Globalization;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Benchmarks.Tables;

/// <summary>
/// Merges of one row in a hundred into a table, against DuckDB's rewriting of all rows with the changes. Targets: a fifth
/// where the keys lie together, no slower where they are scattered, below 1 GB.
/// </summary>
internal static class MergeBenchmark
{
    private const int FileCount = 20;

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the result goes.</param>
    /// <param name="rows">Rows in the table.</param>
    /// <param name="rounds">How often each is measured; the best counts.</param>
    internal static async Task RunAsync(TextWriter output, int rows, int rounds)
    {
        await using BenchmarkTable table = await BenchmarkTable.OpenAsync();
        int changed = rows / 100;
        int inFile = rows / FileCount;
        for (int file = 0; file < FileCount; file++)
        {
            _ = await table.AppendAsync(BenchmarkTable.Deals((long)file * inFile, (long)(file + 1) * inFile));
        }

        long? before = Measure.PeakMegabytes();
        List<Measure> clustered = [];
        List<Measure> scattered = [];
        List<Measure> raw = [];
        long? peak = null;

        // Scattered keys have every file written anew, into fewer and larger ones; so those that lie together go first.
        for (int round = 0; round < rounds; round++)
        {
            string near = Changed($"range({(2 * inFile) + round}, {(2 * inFile) + changed + round})");
            clustered.Add(await Measure.OfAsync(() => MergeAsync(table, near)));
        }

        for (int round = 0; round < rounds; round++)
        {
            string far = Changed($"(select (i * 100) + {round} from range({changed}) as r(i))");
            scattered.Add(await Measure.OfAsync(() => MergeAsync(table, far)));
            peak ??= Measure.PeakMegabytes();
            raw.Add(await RewriteAsync(table, far));
        }

        Measure rewrite = Measure.Best(raw);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows:N0} rows, {changed:N0} changed, best of {rounds}: rewriting {rewrite}; "
                    + $"merge of keys together {Against(clustered, rewrite)}; scattered {Against(scattered, rewrite)}; "
                    + $"peak before the first rewriting {peak} MB ({before} MB before the merges)"
            )
        );
    }

    private static string Changed(string numbers) =>
        $"select * replace (amount + 1 as amount) from ({BenchmarkTable.Deals(numbers)}) as deals";

    private static async Task MergeAsync(BenchmarkTable table, string source)
    {
        OperationResult result = await table.Operations.MergeAsync(
            new MergeRequest
            {
                Source = source,
                On = "target.id = source.id",
                Clauses = [new MergeClause.MatchedUpdate(), new MergeClause.NotMatchedInsert()],
            },
            CancellationToken.None
        );
        if (result.Version is null || result.InsertedRows > 0)
        {
            throw new InvalidOperationException($"the merge came to {result}, expected updates only.");
        }
    }

    private static async Task<Measure> RewriteAsync(BenchmarkTable table, string source)
    {
        string files = await table.FilesAsync();
        await table.Session.ExecuteAsync($"create or replace table changed as {source}", CancellationToken.None);
        return await table.CopyAsync(
            $"select * from read_parquet({files}) as t where not exists (select 1 from changed as s where s.id = t.id) "
                + "union all select * from changed",
            "zstd"
        );
    }

    private static string Against(IEnumerable<Measure> merges, Measure rewrite)
    {
        Measure best = Measure.Best(merges);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{best}: {best.Wall / rewrite.Wall:0.00} times ({best.Cpu / rewrite.Cpu:0.00} of CPU)"
        );
    }
}
