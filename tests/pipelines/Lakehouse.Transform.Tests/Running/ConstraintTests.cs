using Lakehouse.Delta.Commit;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Running;

/// <summary>A constraint that somebody gave to the table of a model.</summary>
public sealed class ConstraintTests : LakeTest
{
    public override Task InitializeAsync() => Lake.LandOrdersAsync("('a', date '2025-01-01', 10)");

    [Theory]
    [InlineData("")]
    [InlineData("kind: by_key\nkey: x")]
    [InlineData("kind: append")]
    public async Task Rows_that_keep_it_are_built_and_others_fail_the_step_and_leave_the_table(string kind)
    {
        Lake.Model("gold.a", "x string, amount decimal(19;4)", "select order_id as x, amount from bronze.shop_order", kind);
        await Lake.RunAsync();
        await using (IEngineSession session = await Lake.Engine.OpenSessionAsync(CancellationToken.None))
        {
            TableOperations operations = new(Lake.Table("gold.a"), session);
            Assert.IsType<WriteOutcome.Committed>(
                await operations.AddConstraintAsync("positive", "amount > 0", CancellationToken.None));
        }

        await Lake.LandOrdersAsync("('b', date '2025-01-01', 20)");
        StepResult kept = (await Lake.RunAsync()).Of("gold.a");
        await Lake.LandOrdersAsync("('c', date '2025-01-01', -5)");
        StepResult broken = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal(StepStatus.Built, kept.Status);
        Assert.Equal("LH1711", broken.ErrorCode);
        Assert.Equal(kept.Version, await Lake.VersionAsync("gold.a"));
        Assert.DoesNotContain(await Lake.RowsAsync("gold.a"), row => row.StartsWith('c'));
    }
}
