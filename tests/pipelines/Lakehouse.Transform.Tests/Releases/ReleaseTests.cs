using Lakehouse.Transform.Releases;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Releases;

public sealed class ReleaseTests : IAsyncLifetime
{
    private readonly SmallLake _lake = new();

    private ReleaseLog Log => ReleaseLog.Open(_lake.Project.WarehouseFolder);

    public async Task InitializeAsync()
    {
        _lake.Model("silver.orders", "x string, amount decimal(19;4)", "select order_id as x, amount from bronze.shop_order");
        _lake.Model("gold.a", "n bigint", "select count(*) as n from silver.orders");
        _lake.Model("gold.b", "n bigint, at timestamp", "select count(*) as n, $as_of as at from silver.orders");
        await _lake.LandOrdersAsync("('a', date '2025-01-01', 10)");
        Assert.True((await _lake.RunAsync()).IsReleasePublished);
    }

    public async Task DisposeAsync() => await _lake.DisposeAsync();

    [Fact]
    public async Task A_part_of_the_tables_is_not_released_when_the_others_are_older()
    {
        await _lake.LandOrdersAsync("('b', date '2025-01-01', 10)");

        TransformResult part = await _lake.RunAsync("+gold.a");

        Assert.True(part.IsGood);
        Assert.False(part.IsReleasePublished);
        Assert.Equal("gold.b was built from version 0 of silver.orders, which is at version 1 now.", part.ReleaseReason);
        Assert.Equal(0, part.Release);
        Assert.True((await _lake.RunAsync("gold.b")).IsReleasePublished);
    }

    [Fact]
    public async Task Two_instants_are_not_released_together()
    {
        _lake.Model("gold.c", "at timestamp", "select $as_of as at");
        TransformRequest later = _lake.Request("gold.c") with { AsOf = new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero) };

        TransformResult result = await SmallLake.RunAsync(later);

        Assert.Equal("gold.c is as of 2025-02-01 00:00:00, and gold.b as of 2025-01-01 00:00:00.", result.ReleaseReason);
    }

    [Fact]
    public async Task A_release_holds_the_versions_that_tables_were_built_from()
    {
        await _lake.LandOrdersAsync("('b', date '2025-01-01', 10)");
        TransformResult result = await _lake.RunAsync("gold.*");

        Assert.Equal("Nothing has changed since release 0.", result.ReleaseReason);
        Assert.Equal(0, (await Log.ReadAsync(0, CancellationToken.None)).Tables["bronze.shop_order"].Version);
    }

    [Fact]
    public async Task The_log_reads_back_what_was_published()
    {
        await _lake.LandOrdersAsync("('b', date '2025-01-01', 10)");
        TransformResult result = await _lake.RunAsync();

        Release release = (await Log.LatestAsync(CancellationToken.None))!;

        Assert.Equal(1, release.Number);
        Assert.Equal(0, release.Previous);
        Assert.Equal(result.RunId, release.RunId);
        Assert.Equal(result.AsOf, release.AsOf);
        Assert.Equal(_lake.Clock.Now, release.CreatedAt);
        Assert.Equal([0, 1], await Log.ListAsync(CancellationToken.None));
        Assert.NotNull(release.Tables["gold.a"].Fingerprint);
        Assert.Equal("LH4081", (await Assert.ThrowsAsync<TransformException>(() => Log.ReadAsync(7, CancellationToken.None))).Code);
    }

    [Fact]
    public async Task A_damaged_release_is_said()
    {
        _lake.Write("warehouse/_releases/00000000000000000001.json", "{");

        Assert.Equal("LH4080", (await Assert.ThrowsAsync<TransformException>(() => Log.LatestAsync(CancellationToken.None))).Code);
    }

    [Fact]
    public async Task A_new_instant_is_a_new_release_even_where_rows_stay()
    {
        _lake.Model("gold.b", "n bigint", "select count(*) as n from silver.orders where $as_of > timestamp '2020-01-01'");
        await _lake.RunAsync();

        TransformResult result = await SmallLake.RunAsync(_lake.Request() with { AsOf = new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal("silver.orders=REUSED gold.a=REUSED gold.b=UNCHANGED", result.Statuses());
        Assert.Equal("parameter as_of changed from 2025-01-01 00:00:00 to 2025-02-01 00:00:00.", result.Of("gold.b").Reason);
        Assert.True(result.IsReleasePublished);
        Assert.Equal((await Log.ReadAsync(1, CancellationToken.None)).Tables["gold.b"].Version, (await Log.ReadAsync(2, CancellationToken.None)).Tables["gold.b"].Version);
    }
}
