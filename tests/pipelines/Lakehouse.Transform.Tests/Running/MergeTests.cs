using Lakehouse.Delta.Snapshots;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Running;

public sealed class MergeTests : LakeTest
{
    [Fact]
    public async Task By_key_replaces_rows_and_leaves_untouched_files_alone()
    {
        Incoming("by_key", "('a', date '2025-01-01', 1), ('b', date '2025-01-01', 2)", "key: [id]");
        await Lake.RunAsync();
        Incoming("by_key", "('c', date '2025-01-02', 3)", "key: [id]");
        await Lake.RunAsync();
        string[] before = await FilesAsync();
        Incoming("by_key", "('c', date '2025-01-03', 4), ('d', date '2025-01-03', 5), ('a', date '2025-01-01', 1)", "key: [id]");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.t=BUILT", result.Statuses());
        Assert.Equal(4, result.Steps[0].Rows);
        Assert.Equal(["a|2025-01-01|1", "b|2025-01-01|2", "c|2025-01-03|4", "d|2025-01-03|5"], await Lake.RowsAsync("silver.t"));
        string[] after = await FilesAsync();
        Assert.Single(after.Intersect(before));
        Assert.Equal(2, after.Length);
        Assert.Equal(3, Directory.GetFiles(Lake.At("warehouse/silver/t"), "*.parquet").Length);
    }

    [Fact]
    public async Task By_key_with_rows_that_are_there_changes_nothing()
    {
        Incoming("by_key", "('a', date '2025-01-01', 1), ('b', null, 2)", "key: [id]");
        await Lake.RunAsync();
        Incoming("by_key", "('b', null, 2)", "key: [id]");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.t=UNCHANGED", result.Statuses());
        Assert.Single(await FilesAsync());
        Assert.Equal(2, (await Lake.RowsAsync("silver.t")).Length);
    }

    [Theory]
    [InlineData("('a', date '2025-01-01', 1), ('a', date '2025-01-02', 2)", "key (1 row)")]
    [InlineData("(null, date '2025-01-01', 1)", "key_not_null (1 row)")]
    public async Task By_key_refuses_keys_that_are_not_keys(string rows, string failed)
    {
        Incoming("by_key", rows, "key: [id]");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("LH4072", result.Steps[0].ErrorCode);
        Assert.Contains(failed, result.Steps[0].Message, StringComparison.Ordinal);
        Assert.Null(await Lake.VersionAsync("silver.t"));
    }

    [Fact]
    public async Task Uniqueness_is_checked_over_the_merged_rows()
    {
        Incoming("by_key", "('a', date '2025-01-01', 1)", "key: [id]\nchecks: [{unique: [day]}]");
        await Lake.RunAsync();
        Incoming("by_key", "('b', date '2025-01-01', 1)", "key: [id]\nchecks: [{unique: [day]}]");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.t=FAILED", result.Statuses());
        Assert.Contains("unique_day (1 row); the table stays at version 0", result.Steps[0].Message, StringComparison.Ordinal);
        Assert.Equal(["a|2025-01-01|1"], await Lake.RowsAsync("silver.t"));
        Assert.Single(Directory.GetFiles(Lake.At("warehouse/silver/t"), "*.parquet"));
    }

    [Fact]
    public async Task By_period_replaces_whole_periods()
    {
        Incoming("by_period", "('a', date '2025-01-01', 1), ('b', date '2025-01-01', 2), ('c', date '2025-01-02', 3)", "period: day");
        await Lake.RunAsync();
        Incoming("by_period", "('z', date '2025-01-01', 9), ('y', date '2025-01-05', 8)", "period: day");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.t=BUILT", result.Statuses());
        Assert.Equal(["c|2025-01-02|3", "y|2025-01-05|8", "z|2025-01-01|9"], await Lake.RowsAsync("silver.t"));
        Incoming("by_period", "('z', date '2025-01-01', 9)", "period: day");
        Assert.Equal("silver.t=UNCHANGED", (await Lake.RunAsync()).Statuses());
        Incoming("by_period", "('z', date '2025-01-01', 9), ('z', date '2025-01-01', 9)", "period: day");
        Assert.Equal("silver.t=BUILT", (await Lake.RunAsync()).Statuses());
        Assert.Equal(4, (await Lake.RowsAsync("silver.t")).Length);
    }

    [Fact]
    public async Task By_period_refuses_rows_without_a_period()
    {
        Incoming("by_period", "('a', cast(null as date), 1)", "period: day");

        Assert.Contains("period_not_null (1 row)", (await Lake.RunAsync()).Steps[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_adds_and_full_starts_anew()
    {
        Incoming("append", "('a', date '2025-01-01', 1)");
        await Lake.RunAsync();
        Incoming("append", "('b', date '2025-01-02', 2)");
        await Lake.RunAsync();
        Assert.Equal(["a|2025-01-01|1", "b|2025-01-02|2"], await Lake.RowsAsync("silver.t"));

        TransformResult full = await SmallLake.RunAsync(Lake.Request() with { Full = true });

        Assert.Equal("It was asked for in full.", full.Steps[0].Reason);
        Assert.Equal(["b|2025-01-02|2"], await Lake.RowsAsync("silver.t"));
    }

    [Fact]
    public async Task A_model_that_keeps_rows_may_gain_a_column_but_not_change_one()
    {
        Incoming("by_key", "('a', date '2025-01-01', 1)", "key: [id]");
        await Lake.RunAsync();
        Lake.Model("silver.t", "id string, day date, amount bigint, note string", "select 'b' as id, date '2025-01-02' as day, 2 as amount, 'n' as note", "kind: by_key\nkey: [id]");
        Assert.Equal("silver.t=BUILT", (await Lake.RunAsync()).Statuses());
        Assert.Equal(["a|2025-01-01|1|null", "b|2025-01-02|2|n"], await Lake.RowsAsync("silver.t"));

        Lake.Model("silver.t", "id string, day date, amount string, note string", "select 'b' as id, date '2025-01-02' as day, 2 as amount, 'n' as note", "kind: by_key\nkey: [id]");
        TransformResult result = await Lake.RunAsync();

        Assert.Equal(
            "LH4075: found column amount of silver.t declared as string, expected bigint as in the table, because its earlier rows stay. "
            + "Build it from scratch with 'lakehouse run --select silver.t --full', or restore the column.",
            result.Steps[0].Message);
        Assert.Equal("silver.t=BUILT", (await SmallLake.RunAsync(Lake.Request() with { Full = true })).Statuses());
    }

    [Fact]
    public async Task A_full_model_may_change_its_columns()
    {
        Lake.Model("silver.t", "a bigint", "select 1 as a");
        await Lake.RunAsync();
        Lake.Model("silver.t", "a string, b date", "select 1 as a, date '2025-01-01' as b");

        Assert.Equal("silver.t=BUILT", (await Lake.RunAsync()).Statuses());
        Assert.Equal(["1|2025-01-01"], await Lake.RowsAsync("silver.t"));
    }

    private void Incoming(string kind, string values, string more = "") => Lake.Model(
        "silver.t",
        "id string, day date, amount bigint",
        $"select id, day, amount from (values {values}) as v(id, day, amount)",
        $"kind: {kind}{(more.Length > 0 ? "\n" + more : string.Empty)}");

    private async Task<string[]> FilesAsync()
    {
        Snapshot? snapshot = await Lake.Table("silver.t").TryLoadAsync(CancellationToken.None);
        return [.. snapshot!.Files.Select(file => file.Path)];
    }
}
