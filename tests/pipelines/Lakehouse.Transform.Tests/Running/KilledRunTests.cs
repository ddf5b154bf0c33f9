using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Transform.Releases;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Running;

/// <summary>A run killed at any call of a store leaves the old state or the new one, and the next run completes.</summary>
public sealed class KilledRunTests : LakeTest
{
    private const int MostCalls = 500;

    public override async Task InitializeAsync()
    {
        Lake.Model("silver.orders", "order_id string, day date, amount decimal(19;4)", "select order_id, day, amount from bronze.shop_order", "kind: by_key\ngrain: [order_id]");
        Lake.Model("gold.revenue", "revenue decimal(19;4), order_count bigint", "select sum(amount) as revenue, count(*) as order_count from silver.orders");
        await Lake.LandOrdersAsync("('a', date '2025-01-01', 10), ('b', date '2025-01-01', 5)");
        Assert.True((await Lake.RunAsync()).IsReleasePublished);
        await Lake.LandOrdersAsync("('c', date '2025-01-02', 1)");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_any_call_the_next_run_completes(bool isAfter)
    {
        int at = 0;
        bool isKilled = true;
        while (isKilled)
        {
            at++;
            Assert.InRange(at, 1, MostCalls);
            await using SmallLake lake = new(Lake);
            Killer killer = new(at, isAfter);
            lake.Store = root => killer.Wrap(new LocalTableStore(root));
            isKilled = await IsKilledAsync(lake);
            lake.Store = root => new LocalTableStore(root);
            await RequireWholeReleaseAsync(lake);

            TransformResult next = await lake.RunAsync();

            Assert.True(next.IsGood, $"killed at call {at}: {next.Statuses()} {string.Join(' ', next.Steps.Select(step => step.Message))}");
            Assert.Equal(["16|3"], await lake.RowsAsync("gold.revenue"));
            Assert.Equal(3, (await lake.RowsAsync("silver.orders")).Length);
            Release? release = await ReleaseLog.Open(lake.Project.WarehouseFolder).LatestAsync(CancellationToken.None);
            Assert.Equal(1, release!.Number);
        }

        Assert.InRange(at, 20, MostCalls);
    }

    private static async Task<bool> IsKilledAsync(SmallLake lake)
    {
        try
        {
            await lake.RunAsync();
            return false;
        }
        catch (Killer.KilledException)
        {
            return true;
        }
    }

    /// <summary>The release that readers see reads, and its tables belong together.</summary>
    private static async Task RequireWholeReleaseAsync(SmallLake lake)
    {
        Release? release = await ReleaseLog.Open(lake.Project.WarehouseFolder).LatestAsync(CancellationToken.None);
        Assert.NotNull(release);
        await using IEngineSession session = await lake.Engine.OpenSessionAsync(CancellationToken.None);
        foreach ((string name, ReleasedTable table) in release.Tables)
        {
            Snapshot snapshot = await lake.Table(name).LoadAsync(new TableVersion(table.Version), CancellationToken.None);
            await session.BindAsync(TableName.Parse(name), snapshot, CancellationToken.None);
        }

        RowSet rows = await session.QueryAsync(
            "select (select sum(amount) from silver.orders) = (select revenue from gold.revenue) as is_whole, (select count(*) from silver.orders) as n",
            1,
            CancellationToken.None);
        Assert.True(rows.Rows[0][0] is true, $"release {release.Number}");
        Assert.Equal(release.Number == 0 ? 2L : 3L, rows.Rows[0][1]);
    }
}
