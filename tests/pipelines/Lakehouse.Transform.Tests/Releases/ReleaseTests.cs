using Lakehouse.Transform.Releases;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Releases;

public sealed class ReleaseTests : LakeTest
{
    private ReleaseLog Log => ReleaseLog.Open(Lake.Project.WarehouseFolder);

    public override async Task InitializeAsync()
    {
        Lake.Model("silver.orders", "x string, amount decimal(19;4)", "select order_id as x, amount from bronze.shop_order");
        Lake.Model("gold.a", "n bigint", "select count(*) as n from silver.orders");
        Lake.Model("gold.b", "n bigint, at timestamp", "select count(*) as n, $as_of as at from silver.orders");
        await Lake.LandOrdersAsync("('a', date '2025-01-01', 10)");
        Assert.True((await Lake.RunAsync()).IsReleasePublished);
    }

    [Fact]
    public async Task A_part_of_the_tables_is_not_released_when_the_others_are_older()
    {
        await Lake.LandOrdersAsync("('b', date '2025-01-01', 10)");

        TransformResult part = await Lake.RunAsync("+gold.a");

        Assert.True(part.IsGood);
        Assert.False(part.IsReleasePublished);
        Assert.Equal("gold.b was built from version 0 of silver.orders, which is at version 1 now.", part.ReleaseReason);
        Assert.Equal(0, part.Release);
        Assert.True((await Lake.RunAsync("gold.b")).IsReleasePublished);
    }

    [Fact]
    public async Task Two_instants_are_not_released_together()
    {
        Lake.Model("gold.c", "at timestamp", "select $as_of as at");
        TransformRequest later = Lake.Request("gold.c") with { AsOf = new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero) };

        TransformResult result = await SmallLake.RunAsync(later);

        Assert.Equal("gold.c is as of 2025-02-01 00:00:00, and gold.b as of 2025-01-01 00:00:00.", result.ReleaseReason);
    }

    [Fact]
    public async Task A_release_holds_the_versions_that_tables_were_built_from()
    {
        await Lake.LandOrdersAsync("('b', date '2025-01-01', 10)");
        TransformResult result = await Lake.RunAsync("gold.*");

        Assert.Equal("Nothing has changed since release 0.", result.ReleaseReason);
        Assert.Equal(0, (await Log.ReadAsync(0, CancellationToken.None)).Tables["bronze.shop_order"].Version);
    }

    [Fact]
    public async Task The_log_reads_back_what_was_published()
    {
        await Lake.LandOrdersAsync("('b', date '2025-01-01', 10)");
        TransformResult result = await Lake.RunAsync();

        Release release = (await Log.LatestAsync(CancellationToken.None))!;

        Assert.Equal(1, release.Number);
        Assert.Equal(0, release.Previous);
        Assert.Equal(result.RunId, release.RunId);
        Assert.Equal(result.AsOf, release.AsOf);
        Assert.Equal(Lake.Clock.Now, release.CreatedAt);
        Assert.Equal([0, 1], await Log.ListAsync(CancellationToken.None));
        Assert.NotNull(release.Tables["gold.a"].Fingerprint);
        Assert.Equal("LH4081", (await Assert.ThrowsAsync<TransformException>(() => Log.ReadAsync(7, CancellationToken.None))).Code);
    }

    [Fact]
    public async Task A_damaged_release_is_said()
    {
        Lake.Write("warehouse/_releases/00000000000000000001.json", "{");

        Assert.Equal("LH4080", (await Assert.ThrowsAsync<TransformException>(() => Log.LatestAsync(CancellationToken.None))).Code);
    }

    [Fact]
    public async Task A_new_instant_is_a_new_release_even_where_rows_stay()
    {
        Lake.Model("gold.b", "n bigint", "select count(*) as n from silver.orders where $as_of > timestamp '2020-01-01'");
        await Lake.RunAsync();

        TransformResult result = await SmallLake.RunAsync(Lake.Request() with { AsOf = new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal("silver.orders=REUSED gold.a=REUSED gold.b=UNCHANGED", result.Statuses());
        Assert.Equal("parameter as_of changed from 2025-01-01 00:00:00 to 2025-02-01 00:00:00.", result.Of("gold.b").Reason);
        Assert.True(result.IsReleasePublished);
        Assert.Equal((await Log.ReadAsync(1, CancellationToken.None)).Tables["gold.b"].Version, (await Log.ReadAsync(2, CancellationToken.None)).Tables["gold.b"].Version);
    }
}
