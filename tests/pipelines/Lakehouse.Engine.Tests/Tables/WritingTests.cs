using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class WritingTests : IAsyncLifetime
{
    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task An_update_changes_the_rows_that_the_condition_holds_for()
    {
        _ = await _test.AppendAsync("select i as id, cast(i as decimal(9,2)) as amount, 'p' || (i % 2) as p from range(4) t(i)", ["p"]);

        OperationResult result = await _test.Operations.UpdateAsync(
            new Dictionary<string, string> { ["AMOUNT"] = "amount * 2 + id", ["p"] = "'moved'" },
            "id >= 2",
            null,
            CancellationToken.None
        );

        Assert.Equal(["0|0.00|p0", "1|1.00|p1", "2|6.00|moved", "3|9.00|moved"], await _test.RowsAsync());
        Assert.Equal((2L, 2L), (result.UpdatedRows, result.CopiedRows));
        IReadOnlyDictionary<string, string> metrics = await _test.MetricsAsync();
        Assert.Equal(("2", "2", "2"), (metrics["numUpdatedRows"], metrics["numCopiedRows"], metrics["numRemovedFiles"]));
    }

    [Fact]
    public async Task Rows_outside_of_the_replaced_part_are_refused()
    {
        _ = await _test.AppendAsync("select i as id, i % 2 = 0 as even from range(6) t(i)");

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() =>
            ReplaceAsync("select 7 as id, false as even", "even")
        );
        OperationResult result = await ReplaceAsync("select 8 as id, true as even", "even");

        Assert.Equal("LH2705", refused.Code);
        Assert.Equal(["1|False", "3|False", "5|False", "8|True"], await _test.RowsAsync());
        Assert.Equal((1L, 3L, 3L), (result.InsertedRows, result.DeletedRows, result.CopiedRows));
        string info = _test.Actions(1, "commitInfo")[0];
        Assert.Contains(
            "\"operationParameters\":{\"mode\":\"Overwrite\",\"predicate\":\"even\",\"partitionBy\":\"[]\"}",
            info,
            StringComparison.Ordinal
        );
        Assert.Equal(2, Directory.GetFiles(_test.Root, "*.parquet").Length - 1);
    }

    [Fact]
    public async Task Only_the_partitions_that_occur_in_the_rows_are_replaced()
    {
        _ = await _test.AppendAsync(
            "select i as id, date '2024-01-01' + cast(i % 3 as int) as day from range(6) t(i)",
            ["day"]
        );

        OperationResult result = await _test.Operations.OverwritePartitionsAsync(
            new RowsRequest { Sql = "select 99 as id, date '2024-01-02' as day" },
            CancellationToken.None
        );

        Assert.Equal((1L, 2L), (result.InsertedRows, result.DeletedRows));
        Assert.Equal(["0", "2", "3", "5", "99"], await _test.RowsAsync("id"));
    }

    [Fact]
    public async Task An_append_may_add_columns_also_inside_structs_when_allowed()
    {
        _ = await _test.AppendAsync("select 1 as id, {'Aa': 1} as s");
        string sql = "select {'Aa': 2, 'b': [{'z': 1.5::decimal(4,1)}]} as s, 2 as ID, timestamp '2024-01-01' as at";

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => _test.AppendAsync(sql));
        _ = await _test.Operations.AppendAsync(
            new RowsRequest { Sql = sql, MayAddColumns = true },
            CancellationToken.None
        );

        Assert.Equal("LH2703", refused.Code);
        StructType schema = (await _test.LoadAsync()).Schema;
        Assert.Equal(["id", "s", "at"], schema.Fields.Select(field => field.Name));
        Assert.Equal(
            "struct(\"Aa\" int, \"b\" struct(\"z\" decimal(4,1))[])",
            schema.Fields[1].Type.ToSql()
        );
        Assert.Equal(
            ["1|1|~|~", "2|2|1.5|2024-01-01 00:00:00"],
            await _test.RowsAsync("id, s.\"Aa\", s.b[1].z, cast(\"at\" as varchar)")
        );
    }

    [Fact]
    public async Task A_column_that_the_rows_lack_is_null_and_one_that_may_not_be_is_refused()
    {
        _ = await _test.AppendAsync("select 1 as id, 'x' as note");

        _ = await _test.AppendAsync("select 2 as id");

        Assert.Equal(["1|x", "2|~"], await _test.RowsAsync());
    }

    [Fact]
    public async Task An_overwrite_replaces_all_rows()
    {
        _ = await _test.AppendAsync("select i as id from range(5) t(i)");

        OperationResult result = await _test.Operations.OverwriteAsync(
            new RowsRequest { Sql = "select 42 as id" },
            CancellationToken.None
        );

        Assert.Equal((1L, 5L), (result.InsertedRows, result.DeletedRows));
        Assert.Equal(["42"], await _test.RowsAsync());
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_made_by_an_append_and_by_nothing_else()
    {
        EngineException refused = await Assert.ThrowsAsync<EngineException>(() =>
            _test.Operations.DeleteAsync("id = 1", null, CancellationToken.None)
        );

        Assert.Equal("LH2701", refused.Code);
    }

    private Task<OperationResult> ReplaceAsync(string sql, string condition) =>
        _test.Operations.ReplaceWhereAsync(new RowsRequest { Sql = sql }, condition, CancellationToken.None);
}
