using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Stores;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Running;

/// <summary>What a step does when its commit does not go as planned.</summary>
public sealed class CommitTests : LakeTest
{
    private static readonly StructType Schema = new([new StructField("x", new PrimitiveType(PrimitiveKind.String))]);

    public override async Task InitializeAsync()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order", "kind: by_key\nkey: x");
        await Lake.LandOrdersAsync("('a', date '2025-01-01', 10)");
        await Lake.RunAsync();
        await Lake.LandOrdersAsync("('b', date '2025-01-01', 10)");
    }

    [Fact]
    public async Task A_stranger_in_between_makes_it_start_over_on_what_is_there_now()
    {
        // A full model has read the whole table, so a stranger's rows are in its way.
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order");
        Interfere(times: 1);

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal(StepStatus.Built, step.Status);
        Assert.Equal(2, step.Version);
        Assert.Equal(["a", "b"], await Lake.RowsAsync("gold.a"));
    }

    [Fact]
    public async Task A_stranger_twice_fails_the_step()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order");
        Interfere(times: 2);

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal("LH4074", step.ErrorCode);
        Assert.Equal(["a", "stranger", "stranger"], await Lake.RowsAsync("gold.a"));
        Assert.Equal(3, Directory.GetFiles(Lake.At("warehouse/gold/a"), "*.parquet").Length);
    }

    [Fact]
    public async Task A_failure_after_the_commit_took_effect_is_no_failure()
    {
        int puts = 0;
        Lake.Store = root => new InterferingStore(
            new LocalTableStore(root),
            () => Task.CompletedTask,
            () => IsGold(root) && puts++ == 0 ? throw new DeltaException("LH1003", "the disk went away.", "Look.") : Task.CompletedTask);

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal(StepStatus.Built, step.Status);
        Assert.Equal(1, step.Version);
        Assert.Equal(["a", "b"], await Lake.RowsAsync("gold.a"));
        Assert.Equal(StepStatus.Reused, (await Lake.RunAsync()).Of("gold.a").Status);
    }

    [Fact]
    public async Task A_failure_before_the_commit_took_effect_leaves_the_table_and_no_file()
    {
        Lake.Store = root => new InterferingStore(
            new LocalTableStore(root),
            () => IsGold(root) ? throw new DeltaException("LH1001", "the disk is full.", "Free space.") : Task.CompletedTask,
            () => Task.CompletedTask);

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal("LH1001", step.ErrorCode);
        Assert.Equal(["a"], await Lake.RowsAsync("gold.a"));
        Assert.Single(Directory.GetFiles(Lake.At("warehouse/gold/a"), "*.parquet"));
    }

    private static bool IsGold(string root) => root.EndsWith("/gold/a", StringComparison.Ordinal);

    private void Interfere(int times)
    {
        int left = times;
        Func<string, ITableStore> real = root => new LocalTableStore(root);
        Lake.Store = root => new InterferingStore(
            real(root),
            async () =>
            {
                if (IsGold(root) && left > 0)
                {
                    left--;
                    Func<string, ITableStore> interfering = Lake.Store;
                    Lake.Store = real;
                    await Lake.AppendAsync("gold.a", Schema, "select 'stranger' as x");
                    Lake.Store = interfering;
                }
            },
            () => Task.CompletedTask);
    }
}
