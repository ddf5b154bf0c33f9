using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Scans;
using Lakehouse.Engine.Tables;
using Lakehouse.Engine.Tests.Tables;

namespace Lakehouse.Engine.Tests.Scans;

/// <summary>
/// Random files and random conditions: a file that is skipped holds no row that the engine finds, and of a file that is
/// taken whole it finds every row.
/// </summary>
public sealed class RandomScansTests
{
    private const int Files = 12;
    private const int Conditions = 120;
    private static readonly TableName Rows = new("test", "scanned");

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("plain", 2)]
    [InlineData("partitioned", 3)]
    [InlineData("vectors", 4)]
    [InlineData("partitioned vectors name", 5)]
    [InlineData("id", 6)]
    [InlineData("few statistics", 7)]
    [InlineData("no statistics", 8)]
    public async Task No_row_is_lost_by_skipping_files(string kind, int seed)
    {
        await using OperationFixture test = await OperationFixture.OpenAsync();
        RandomConditions random = new(new Random(seed));
        for (int file = 0; file < Files; file++)
        {
            _ = await test.AppendAsync(
                random.Rows(file * 10, 6),
                kind.Contains("partitioned", StringComparison.Ordinal) ? ["region", "t"] : [],
                [.. Properties(kind)]
            );
        }

        // Without vectors a deletion writes the files that it touches anew, into one.
        string deleted = kind.Contains("vectors", StringComparison.Ordinal) ? "key % 10 = 3" : "key = 3";
        _ = await test.Operations.DeleteAsync(deleted, null, CancellationToken.None);
        Snapshot snapshot = await test.LoadAsync();
        await test.Session.BindFilesAsync(Rows, snapshot, snapshot.Files, CancellationToken.None);
        int skipped = 0;
        int whole = 0;
        for (int number = 0; number < Conditions; number++)
        {
            string condition = random.Condition();
            TableScan scan = await TableScan.PlanAsync(test.Session, snapshot, condition, CancellationToken.None);
            await RequireAsync(test, snapshot, scan, condition);
            skipped += scan.Plan.Skipped.Count;
            whole += scan.Plan.Whole.Count;
        }

        // Without statistics and partitions only constants and conditions on nothing tell files apart.
        bool tells = kind != "no statistics";
        int all = snapshot.Files.Count * Conditions;
        Assert.True(!tells || skipped > all / 10, $"{skipped} of {all} files were skipped");
        Assert.True(!tells || whole > 0, "no file was taken whole");
    }

    private static IEnumerable<(string, string)> Properties(string kind)
    {
        if (kind.Contains("vectors", StringComparison.Ordinal))
        {
            yield return ("delta.enableDeletionVectors", "true");
        }

        if (kind.Contains("name", StringComparison.Ordinal) || kind.StartsWith("id", StringComparison.Ordinal))
        {
            yield return ("delta.columnMapping.mode", kind == "id" ? "id" : "name");
        }

        if (kind.Contains("statistics", StringComparison.Ordinal))
        {
            yield return ("delta.dataSkippingNumIndexedCols", kind.StartsWith("no", StringComparison.Ordinal) ? "0" : "6");
        }
    }

    private static async Task RequireAsync(OperationFixture test, Snapshot snapshot, TableScan scan, string condition)
    {
        RowSet rows = await test.Session.QueryAsync(
            $"select {FilePosition.File}, count(*) filter (where ({condition})), count(*) from test.scanned as target group by 1",
            snapshot.Files.Count,
            CancellationToken.None
        );
        HashSet<AddFile> read = [.. scan.Plan.Read];
        foreach (IReadOnlyList<object?> row in rows.Rows)
        {
            AddFile file = snapshot.Files[Convert.ToInt32(row[0], CultureInfo.InvariantCulture)];
            (long found, long all) = (Number(row[1]), Number(row[2]));
            Assert.True(read.Contains(file) || found == 0, $"{condition} finds {found} rows of a skipped file: {file.StatsJson}");
            Assert.True(!scan.Plan.Whole.Contains(file) || found == all, $"{condition} finds {found} of {all} rows: {file.StatsJson}");
        }
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
