using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class DeletionVectorWritingTests : IAsyncLifetime
{
    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task Deleted_rows_are_marked_and_their_file_stays()
    {
        _ = await MakeAsync("select i as id from range(10) t(i)");
        AddFile before = Assert.Single((await _test.LoadAsync()).Files);

        OperationResult result = await DeleteAsync("id in (2, 3)");

        AddFile after = Assert.Single((await _test.LoadAsync()).Files);
        Assert.Equal(before.Path, after.Path);
        Assert.Equal(2, after.DeletionVector!.Cardinality);
        Assert.Equal((10L, 8L), (FileRowCount.Physical(after), FileRowCount.Live(after)));
        using JsonDocument statistics = JsonDocument.Parse(after.StatsJson!);
        Assert.False(statistics.RootElement.GetProperty("tightBounds").GetBoolean());
        Assert.Equal((2L, 0L), (result.DeletedRows, result.CopiedRows));
        IReadOnlyDictionary<string, string> metrics = await _test.MetricsAsync();
        Assert.Equal(
            ("1", "0", "0", "0"),
            (
                metrics["numDeletionVectorsAdded"],
                metrics["numDeletionVectorsUpdated"],
                metrics["numRemovedFiles"],
                metrics["numAddedFiles"]
            )
        );
        Assert.Equal(["0", "1", "4", "5", "6", "7", "8", "9"], await _test.RowsAsync());
    }

    [Fact]
    public async Task A_second_deletion_writes_a_new_vector_of_all_deleted_rows()
    {
        _ = await MakeAsync("select i as id from range(10) t(i)");
        _ = await DeleteAsync("id < 3");

        _ = await DeleteAsync("id > 7");

        Assert.Equal(5, Assert.Single((await _test.LoadAsync()).Files).DeletionVector!.Cardinality);
        Assert.Equal(2, Directory.GetFiles(_test.Root, "deletion_vector_*.bin").Length);
        Assert.Equal("1", (await _test.MetricsAsync())["numDeletionVectorsUpdated"]);
        Assert.Contains("deletionVector", Assert.Single(_test.Actions(2, "remove")), StringComparison.Ordinal);
        Assert.Equal(["3", "4", "5", "6", "7"], await _test.RowsAsync());
    }

    [Fact]
    public async Task A_file_whose_last_rows_go_is_removed()
    {
        _ = await MakeAsync("select i as id from range(10) t(i)");
        _ = await DeleteAsync("id < 7");

        OperationResult result = await DeleteAsync("id >= 5");

        Assert.Equal(3, result.DeletedRows);
        Assert.Empty((await _test.LoadAsync()).Files);
        Assert.Equal(("1", "1"), ((await _test.MetricsAsync())["numRemovedFiles"], (await _test.MetricsAsync())["numDeletionVectorsRemoved"]));
    }

    [Fact]
    public async Task Updates_and_merges_write_only_the_rows_that_change()
    {
        _ = await MakeAsync("select i as id, 'old' as note from range(100) t(i)");

        OperationResult updated = await _test.Operations.UpdateAsync(
            new Dictionary<string, string> { ["note"] = "'new'" },
            "id < 2",
            null,
            CancellationToken.None
        );
        OperationResult merged = await _test.Operations.MergeAsync(
            new MergeRequest
            {
                Source = "select * from (values (1, 'm'), (50, 'm'), (200, 'm')) t(id, note)",
                On = "target.id = source.id",
                Clauses = [new MergeClause.MatchedUpdate(), new MergeClause.NotMatchedInsert()],
            },
            CancellationToken.None
        );

        Assert.Equal((0L, 0L), (updated.CopiedRows, merged.CopiedRows));
        Assert.Equal("1", (await _test.MetricsAsync())["numTargetDeletionVectorsAdded"]);
        Assert.Equal("1", (await _test.MetricsAsync())["numTargetDeletionVectorsUpdated"]);
        string[] rows = await _test.RowsAsync();
        Assert.Equal(101, rows.Length);
        Assert.Equal(["0|new"], rows.Where(row => row.EndsWith("new", StringComparison.Ordinal)));
        Assert.Equal(["1|m", "200|m", "50|m"], rows.Where(row => row.EndsWith("|m", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_the_property_files_with_vectors_are_written_anew()
    {
        _ = await MakeAsync("select i as id from range(10) t(i)");
        _ = await DeleteAsync("id < 3");
        _ = await _test.Table.AlterAsync(
            await _test.LoadAsync(),
            new Delta.Commit.SetProperties(new Dictionary<string, string> { ["delta.enableDeletionVectors"] = "false" }),
            CancellationToken.None
        );

        OperationResult result = await DeleteAsync("id = 5");

        AddFile file = Assert.Single((await _test.LoadAsync()).Files);
        Assert.Null(file.DeletionVector);
        Assert.Equal((6L, 6L), (FileRowCount.Physical(file), result.CopiedRows));
        Assert.Equal(["3", "4", "6", "7", "8", "9"], await _test.RowsAsync());
    }

    private Task<OperationResult> MakeAsync(string sql) =>
        _test.AppendAsync(sql, null, ("delta.enableDeletionVectors", "true"));

    private Task<OperationResult> DeleteAsync(string condition) =>
        _test.Operations.DeleteAsync(condition, null, CancellationToken.None);
}
