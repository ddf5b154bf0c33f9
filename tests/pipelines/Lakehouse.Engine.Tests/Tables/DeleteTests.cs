using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class DeleteTests : IAsyncLifetime
{
    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task Rows_go_and_the_others_of_their_file_are_copied()
    {
        _ = await _test.AppendAsync("select i as id, 'n' || i as note from range(10) t(i)");

        OperationResult result = await DeleteAsync("id < 3");

        Assert.Equal(
            ["3|n3", "4|n4", "5|n5", "6|n6", "7|n7", "8|n8", "9|n9"],
            await _test.RowsAsync()
        );
        Assert.Equal((3L, 7L), (result.DeletedRows, result.CopiedRows));
        IReadOnlyDictionary<string, string> metrics = await _test.MetricsAsync();
        Assert.Equal(
            ("3", "7", "1", "1", "0"),
            (
                metrics["numDeletedRows"],
                metrics["numCopiedRows"],
                metrics["numAddedFiles"],
                metrics["numRemovedFiles"],
                metrics["numAddedChangeFiles"]
            )
        );
        using JsonDocument info = JsonDocument.Parse(_test.Actions(1, "commitInfo")[0]);
        JsonElement commit = info.RootElement.GetProperty("commitInfo");
        Assert.Equal("DELETE", commit.GetProperty("operation").GetString());
        Assert.Equal("""["(id < 3)"]""", commit.GetProperty("operationParameters").GetProperty("predicate").GetString());
        Assert.False(commit.GetProperty("isBlindAppend").GetBoolean());
    }

    [Fact]
    public async Task A_condition_on_partition_columns_opens_no_file()
    {
        _ = await _test.AppendAsync("select i as id, case i % 3 when 0 then 'a b' when 1 then 'é/%' end as p from range(9) t(i)", ["p"]);
        foreach (string file in Directory.GetFiles(_test.Root, "*.parquet", SearchOption.AllDirectories))
        {
            await File.WriteAllTextAsync(file, "no Parquet at all");
        }

        OperationResult byValue = await DeleteAsync("p = 'a b'");
        OperationResult byNull = await DeleteAsync("p is null");

        Assert.Equal((3L, 3L), (byValue.DeletedRows, byNull.DeletedRows));
        Assert.Equal("é/%", Assert.Single((await _test.LoadAsync()).Files).PartitionValues["p"]);
        Assert.Empty(_test.Actions(1, "add"));
    }

    [Fact]
    public async Task A_file_all_of_whose_rows_go_is_removed_without_a_new_one()
    {
        _ = await _test.AppendAsync("select i as id from range(5) t(i)");
        _ = await _test.AppendAsync("select i as id from range(100, 105) t(i)");

        OperationResult result = await DeleteAsync("id >= 100");

        Assert.Equal(5, result.DeletedRows);
        Assert.Empty(_test.Actions(2, "add"));
        _ = Assert.Single(_test.Actions(2, "remove"));
        Assert.Equal(5, (await _test.RowsAsync()).Length);
    }

    [Fact]
    public async Task A_condition_that_no_row_meets_commits_nothing()
    {
        _ = await _test.AppendAsync("select 1 as id, cast(null as int) as x");

        Assert.Null((await DeleteAsync("id > 5")).Outcome);
        Assert.Null((await DeleteAsync("x > 5")).Outcome);

        Assert.Equal(0, (await _test.LoadAsync()).Version.Number);
    }

    [Fact]
    public async Task Without_a_condition_all_rows_go()
    {
        _ = await _test.AppendAsync("select i as id from range(5) t(i)");

        OperationResult result = await DeleteAsync(null);

        Assert.Equal(5, result.DeletedRows);
        Assert.Empty(await _test.RowsAsync());
    }

    [Fact]
    public async Task An_append_only_table_keeps_its_rows_and_no_file_is_left_behind()
    {
        _ = await _test.AppendAsync("select i as id from range(5) t(i)", null, ("delta.appendOnly", "true"));

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => DeleteAsync("id = 1"));

        Assert.Equal("LH1205", refused.Code);
        Assert.Equal(5, (await _test.RowsAsync()).Length);
    }

    [Fact]
    public async Task A_condition_on_an_unknown_column_is_refused_with_its_name()
    {
        _ = await _test.AppendAsync("select 1 as id");

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => DeleteAsync("nme = 'x'"));

        Assert.Contains("nme", refused.Message, StringComparison.Ordinal);
    }

    private Task<OperationResult> DeleteAsync(string? condition) =>
        _test.Operations.DeleteAsync(condition, null, CancellationToken.None);
}
