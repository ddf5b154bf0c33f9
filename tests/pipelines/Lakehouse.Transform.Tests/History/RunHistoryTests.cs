using Lakehouse.Transform.History;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.History;

public sealed class RunHistoryTests : LakeTest
{
    public override async Task InitializeAsync()
    {
        Lake.Model("silver.orders", "x string", "select order_id as x from bronze.shop_order", "grain: [x]");
        Lake.Model("gold.a", "n bigint", "select count(*) as n from silver.orders");
        await Lake.LandOrdersAsync("('a', date '2025-01-01', 10)");
    }

    [Fact]
    public async Task Every_run_step_and_check_has_a_row()
    {
        await Lake.RunAsync();
        await Lake.RunAsync();
        await Lake.LandOrdersAsync("('a', date '2025-01-01', 10)");
        await Lake.RunAsync();

        Assert.Equal(
            ["run-1|SUCCEEDED|2|0|0|0|0", "run-2|SUCCEEDED|0|2|0|0|0", "run-3|FAILED|0|0|1|1|0"],
            await Lake.RowsAsync("ops.run", "select run_id, status, built_count, reused_count, failed_count, skipped_count, release from t"));
        Assert.Equal(
            [
                "run-1|gold.a|BUILT|null", "run-1|silver.orders|BUILT|null", "run-2|gold.a|REUSED|null", "run-2|silver.orders|REUSED|null",
                "run-3|gold.a|SKIPPED|null", "run-3|silver.orders|FAILED|LH4072",
            ],
            await Lake.RowsAsync("ops.run_step", "select run_id, step, status, error_code from t"));
        Assert.Equal(
            ["run-1|silver.orders|grain|PASSED|0", "run-3|silver.orders|grain|FAILED|1"],
            await Lake.RowsAsync("ops.check_result", "select run_id, step, check_name, status, failing_rows from t"));
    }

    [Fact]
    public async Task A_run_keeps_what_started_it_and_what_was_typed()
    {
        await Lake.RunAsync();

        Assert.Equal(["run-1|manual|run"], await Lake.RowsAsync("ops.run", "select run_id, trigger, command from t"));
    }

    [Fact]
    public async Task History_that_cannot_be_written_does_not_fail_a_good_run()
    {
        Lake.Write("warehouse/ops", "a file where a folder should be");

        TransformResult result = await Lake.RunAsync();

        Assert.True(result.IsGood);
        Assert.NotNull(result.HistoryFault);
        Assert.True(result.IsReleasePublished);
    }

    [Fact]
    public async Task The_last_run_is_known_without_an_engine()
    {
        await Lake.RunAsync();

        LastRun? last = await LastRun.TryReadAsync(Lake.Table("ops.run"), CancellationToken.None);

        Assert.Equal("run-1", last?.RunId);
        Assert.Empty(last!.Results);
    }
}
