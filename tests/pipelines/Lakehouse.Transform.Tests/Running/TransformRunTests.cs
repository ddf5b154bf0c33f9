using Lakehouse.Transform.Releases;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Running;

public sealed class TransformRunTests : LakeTest
{
    public override async Task InitializeAsync()
    {
        Lake.Model("silver.orders", "order_id string, day date, amount decimal(19;4)", "select order_id, day, amount from bronze.shop_order", "grain: [order_id]");
        Lake.Model("gold.revenue", "day date, revenue decimal(19;4), order_count bigint", "select day, sum(amount) as revenue, count(*) as order_count from silver.orders group by day", "grain: [day]");
        await Lake.LandOrdersAsync("('a', date '2025-01-01', 10), ('b', date '2025-01-01', 5.5), ('c', date '2025-01-02', 1)");
    }

    [Fact]
    public async Task The_first_run_builds_and_releases_everything()
    {
        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.orders=BUILT gold.revenue=BUILT", result.Statuses());
        Assert.Equal(["2025-01-01|15.5|2", "2025-01-02|1|1"], await Lake.RowsAsync("gold.revenue"));
        Assert.True(result.IsReleasePublished);
        Release? release = await ReleaseLog.Open(Lake.Project.WarehouseFolder).LatestAsync(CancellationToken.None);
        Assert.NotNull(release);
        Assert.Equal(["bronze.shop_order", "gold.revenue", "silver.orders"], release.Tables.Keys);
        Assert.Null(result.HistoryFault);
    }

    [Fact]
    public async Task A_second_run_reuses_everything_and_releases_nothing()
    {
        await Lake.RunAsync();
        await Lake.RestartAsync();

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.orders=REUSED gold.revenue=REUSED", result.Statuses());
        Assert.Equal("Nothing that decides its rows has changed since version 0.", result.Steps[0].Reason);
        Assert.False(result.IsReleasePublished);
        Assert.Equal("Nothing has changed since release 0.", result.ReleaseReason);
        Assert.Equal(0, result.Release);
    }

    [Fact]
    public async Task New_rows_upstream_are_given_as_the_reason()
    {
        await Lake.RunAsync();
        await Lake.LandOrdersAsync("('d', date '2025-01-02', 2)");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.orders=BUILT gold.revenue=BUILT", result.Statuses());
        Assert.Equal("bronze.shop_order went from version 0 to 1.", result.Of("silver.orders").Reason);
        Assert.Equal("silver.orders went from version 0 to 1.", result.Of("gold.revenue").Reason);
        Assert.Equal(1, result.Release);
    }

    [Fact]
    public async Task Rows_that_come_out_the_same_cut_the_rest_off()
    {
        await Lake.RunAsync();
        Lake.Model("silver.orders", "order_id string, day date, amount decimal(19;4)", "select order_id, day, amount + 0 as amount from bronze.shop_order", "grain: [order_id]");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("silver.orders=UNCHANGED gold.revenue=REUSED", result.Statuses());
        Assert.Equal("SQL changed.", result.Of("silver.orders").Reason);
        Assert.Equal("silver.orders=REUSED gold.revenue=REUSED", (await Lake.RunAsync()).Statuses());
    }

    [Fact]
    public async Task A_failed_check_keeps_the_table_and_the_rows_and_skips_what_reads_it()
    {
        await Lake.RunAsync();
        Lake.Model("gold.other", "n bigint", "select count(*) as n from bronze.shop_order");
        await Lake.LandOrdersAsync("('a', date '2025-01-02', 2)");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("gold.other=BUILT silver.orders=FAILED gold.revenue=SKIPPED", result.Statuses());
        StepResult failed = result.Of("silver.orders");
        string sample = Lake.At("warehouse", "_failed", result.RunId, "silver.orders.grain.ndjson");
        Assert.Equal("LH4072", failed.ErrorCode);
        Assert.Equal(
            "LH4072: found rows that fail 1 of 1 checks of silver.orders: grain (1 row); the table stays at version 0. "
            + $"Look at the rows in {sample}.",
            failed.Message);
        Assert.Equal("{\"order_id\":\"a\",\"row_count\":2}\n", await File.ReadAllTextAsync(sample));
        Assert.Equal("silver.orders failed.", result.Of("gold.revenue").Reason);
        Assert.Equal(0, await Lake.VersionAsync("silver.orders"));
        Assert.Single(Directory.GetFiles(Lake.At("warehouse", "silver", "orders"), "*.parquet"));
        Assert.False(result.IsReleasePublished);
        Assert.False(result.IsGood);
    }
}
