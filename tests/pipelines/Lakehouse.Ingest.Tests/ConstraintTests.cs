using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;
using Lakehouse.Ingest.Tests.Support;

namespace Lakehouse.Ingest.Tests;

public sealed class ConstraintTests
{
    [Fact]
    public async Task Rows_that_break_a_constraint_of_the_bronze_table_do_not_land_and_others_do()
    {
        await using var lake = new Lake();
        lake.Deliver("deal_1.csv", Lake.Csv(Lake.Row(1)));
        await lake.LandAsync(Lake.Deals());
        TableName name = new("bronze", "crm_deal");
        await using (IEngineSession session = await lake.Engine.OpenSessionAsync(CancellationToken.None))
        {
            TableOperations operations = new(lake.Table(name), session);
            Assert.IsType<WriteOutcome.Committed>(
                await operations.AddConstraintAsync("few", "seats < 5", CancellationToken.None));
        }

        lake.Deliver("deal_2.csv", Lake.Csv(Lake.Row(2)));
        await lake.LandAsync(Lake.Deals());
        lake.Deliver("deal_3.csv", Lake.Csv(Lake.Row(9)));
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => lake.LandAsync(Lake.Deals()));

        Assert.Equal("LH1711", refused.Code);
        Assert.Equal(["D001", "D002"], await lake.LinesAsync("select id from bronze.crm_deal order by id"));
    }
}
