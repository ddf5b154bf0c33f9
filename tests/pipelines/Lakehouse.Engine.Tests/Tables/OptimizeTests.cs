using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Tables;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class OptimizeTests
{
    [Fact]
    public async Task Small_files_become_one_and_no_row_changes()
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        for (int part = 0; part < 5; part++)
        {
            _ = await fixture.AppendAsync(string.Create(CultureInfo.InvariantCulture, $"select i, 'é ' || i as name from range({part}, {part + 10}) as t(i)"));
        }

        string[] rows = await fixture.RowsAsync();
        OptimizeResult result = await fixture.Operations.OptimizeAsync(new OptimizeRequest(), CancellationToken.None);

        Assert.Equal((5, 1, 50L), (result.RemovedFiles, result.AddedFiles, result.Rows));
        Assert.Equal(rows, await fixture.RowsAsync());
        CommitInfo commit = Assert.Single(await fixture.Table.HistoryAsync(1, CancellationToken.None));
        Assert.Equal(("OPTIMIZE", "5", "1"), (commit.Operation, commit.Metrics["numRemovedFiles"], commit.Metrics["numAddedFiles"]));
        Assert.All(
            fixture.CommitLines(5).Where(line => !line.StartsWith("{\"commitInfo", StringComparison.Ordinal)),
            line => Assert.Contains("\"dataChange\":false", line, StringComparison.Ordinal));
        Assert.Null((await fixture.Operations.OptimizeAsync(new OptimizeRequest(), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Partitions_are_never_mixed_and_a_condition_names_some()
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        const string rows = "select * from (values (1, 'US/East 10%'), (2, null), (3, 'é')) as t(id, region)";
        string[] partition = ["region"];
        for (int time = 0; time < 3; time++)
        {
            _ = await fixture.AppendAsync(rows, partition);
        }

        string[] before = await fixture.RowsAsync();
        OptimizeResult one = await fixture.Operations.OptimizeAsync(new OptimizeRequest { Condition = "region = 'é'" }, CancellationToken.None);
        Assert.Equal((3, 1), (one.RemovedFiles, one.AddedFiles));

        OptimizeResult all = await fixture.Operations.OptimizeAsync(new OptimizeRequest(), CancellationToken.None);
        Assert.Equal((6, 2), (all.RemovedFiles, all.AddedFiles));
        Assert.Equal(before, await fixture.RowsAsync());
        Assert.Equal(
            [null, "US/East 10%", "é"],
            (await fixture.LoadAsync()).Files.Select(file => file.PartitionValues["region"]).Order(StringComparer.Ordinal));

        EngineException refusal = await Assert.ThrowsAsync<EngineException>(() =>
            fixture.Operations.OptimizeAsync(new OptimizeRequest { Condition = "id = 1" }, CancellationToken.None));
        Assert.Equal("LH2720", refusal.Code);
    }

    [Fact]
    public async Task A_file_with_many_deleted_rows_is_written_without_them()
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        _ = await fixture.AppendAsync("select i from range(100) as t(i)", null, ("delta.enableDeletionVectors", "true"));
        _ = await fixture.Operations.DeleteAsync("i < 3", null, CancellationToken.None);
        Assert.Null((await fixture.Operations.OptimizeAsync(new OptimizeRequest(), CancellationToken.None)).Outcome);

        _ = await fixture.Operations.DeleteAsync("i < 30", null, CancellationToken.None);
        OptimizeResult result = await fixture.Operations.OptimizeAsync(new OptimizeRequest(), CancellationToken.None);

        Assert.Equal((1, 1, 70L), (result.RemovedFiles, result.AddedFiles, result.Rows));
        Assert.Null(Assert.Single((await fixture.LoadAsync()).Files).DeletionVector);
        Assert.Equal(70, (await fixture.RowsAsync()).Length);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("name")]
    public async Task Rows_near_in_two_columns_come_into_few_files(string mapping)
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        _ = await fixture.AppendAsync(
            "select i as id, (i * 7919) % 1000 as x, 'v' || lpad(((i * 104729) % 1000)::varchar, 4, '0') as y, repeat(md5(i::varchar), 4) as filler "
                + "from range(60000) as t(i)",
            null,
            ("delta.columnMapping.mode", mapping));
        string[] before = await fixture.RowsAsync("count(*), sum(x), min(y), sum(hash(id, x, y, filler)::hugeint)");

        OptimizeResult result = await fixture.Operations.OptimizeAsync(
            new OptimizeRequest { OrderBy = ["x", "Y"], TargetFileSizeBytes = 100_000 },
            CancellationToken.None);

        Assert.True(result.AddedFiles >= 8, $"{result.AddedFiles} files");
        Assert.Equal(before, await fixture.RowsAsync("count(*), sum(x), min(y), sum(hash(id, x, y, filler)::hugeint)"));
        Snapshot snapshot = await fixture.LoadAsync();
        (double X, double Y)[] widths = [.. snapshot.Files.Select(file => Widths(file, snapshot))];
        Assert.True(widths.Average(width => width.X) < 600, $"x {widths.Average(width => width.X)}");
        Assert.True(widths.Average(width => width.Y) < 600, $"y {widths.Average(width => width.Y)}");
    }

    [Fact]
    public async Task Columns_that_rows_cannot_be_ordered_by_are_refused()
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        string[] partition = ["p"];
        _ = await fixture.AppendAsync("select 1 as id, 'a' as p, [1] as list, {'n': 1} as s", partition);

        foreach (string name in new[] { "p", "list", "s", "nothing", "s.nothing" })
        {
            EngineException refusal = await Assert.ThrowsAsync<EngineException>(() =>
                fixture.Operations.OptimizeAsync(new OptimizeRequest { OrderBy = [name] }, CancellationToken.None));
            Assert.Equal("LH2721", refusal.Code);
        }

        Assert.NotNull((await fixture.Operations.OptimizeAsync(new OptimizeRequest { OrderBy = ["s.n", "id"] }, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task The_tables_own_clustering_orders_what_is_not_in_order_yet()
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        _ = await fixture.AppendAsync("select i as id, i % 7 as x from range(1000) as t(i)");
        await DeclareClusteringAsync(fixture, """{"clusteringColumns":[["x"],["id"]],"domainName":"delta.clustering"}""");
        _ = await fixture.AppendAsync("select i as id, i % 7 as x from range(1000, 2000) as t(i)");

        OptimizeResult first = await fixture.Operations.OptimizeAsync(new OptimizeRequest(), CancellationToken.None);
        Assert.Equal((2, 1), (first.RemovedFiles, first.AddedFiles));
        Assert.Equal("liquid", Assert.Single((await fixture.LoadAsync()).Files).ClusteringProvider);
        CommitInfo commit = Assert.Single(await fixture.Table.HistoryAsync(1, CancellationToken.None));
        Assert.Equal("[\"x\",\"id\"]", commit.Parameters["clusterBy"]);

        Assert.Null((await fixture.Operations.OptimizeAsync(new OptimizeRequest(), CancellationToken.None)).Outcome);
        Assert.Equal(1, (await fixture.Operations.OptimizeAsync(new OptimizeRequest { RewritesClustered = true }, CancellationToken.None)).RemovedFiles);
        Assert.Equal(2000, (await fixture.RowsAsync()).Length);
    }

    [Fact]
    public async Task Rows_that_another_writer_deletes_meanwhile_do_not_come_back()
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        _ = await fixture.AppendAsync("select 1 as id");
        _ = await fixture.AppendAsync("select 2 as id");
        InterferingSession session = new(
            fixture.Session,
            () => fixture.ElsewhereAsync(other => other.DeleteAsync("id = 2", null, CancellationToken.None)));

        OptimizeResult result = await new TableOperations(fixture.Table, session).OptimizeAsync(new OptimizeRequest(), CancellationToken.None);

        Assert.IsType<WriteOutcome.Conflicted>(result.Outcome);
        Assert.Equal(["1"], await fixture.RowsAsync());
    }

    [Fact]
    public async Task Rows_that_another_writer_appends_meanwhile_stand_beside()
    {
        await using OperationFixture fixture = await OperationFixture.OpenAsync();
        _ = await fixture.AppendAsync("select 1 as id");
        _ = await fixture.AppendAsync("select 2 as id");
        InterferingSession session = new(fixture.Session, () => fixture.AppendAsync("select 3 as id"));

        OptimizeResult result = await new TableOperations(fixture.Table, session).OptimizeAsync(new OptimizeRequest(), CancellationToken.None);

        Assert.IsType<WriteOutcome.Committed>(result.Outcome);
        Assert.Equal(["1", "2", "3"], await fixture.RowsAsync());
    }

    private static async Task DeclareClusteringAsync(OperationFixture fixture, string configuration)
    {
        Snapshot now = await fixture.LoadAsync();
        string domain = JsonSerializer.Serialize(new { domainMetadata = new { domain = "delta.clustering", configuration, removed = false } });
        string protocol = """{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["clustering","domainMetadata","appendOnly","invariants"]}}""";
        string name = LogName(now.Version);
        await File.WriteAllLinesAsync(Path.Combine(fixture.Root, "_delta_log", name), [protocol, domain]);
    }

    private static string LogName(TableVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Number + 1:D20}.json");

    private static (double X, double Y) Widths(AddFile file, Snapshot snapshot)
    {
        using JsonDocument stats = JsonDocument.Parse(file.StatsJson!);
        string x = Delta.Schema.ColumnMapping.PhysicalName(snapshot.Schema.Fields[1], snapshot.ColumnMapping);
        string y = Delta.Schema.ColumnMapping.PhysicalName(snapshot.Schema.Fields[2], snapshot.ColumnMapping);
        JsonElement low = stats.RootElement.GetProperty("minValues");
        JsonElement high = stats.RootElement.GetProperty("maxValues");
        return (
            high.GetProperty(x).GetDouble() - low.GetProperty(x).GetDouble(),
            Number(high.GetProperty(y)) - Number(low.GetProperty(y)));
    }

    private static double Number(JsonElement text) => double.Parse(text.GetString()![1..], CultureInfo.InvariantCulture);
}
