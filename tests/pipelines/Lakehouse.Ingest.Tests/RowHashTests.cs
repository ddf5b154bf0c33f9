using Lakehouse.Ingest.Tests.Support;

namespace Lakehouse.Ingest.Tests;

/// <summary>The hash of a row: known values, so that a change of the engine's release shows.</summary>
public sealed class RowHashTests
{
    [Fact]
    public async Task Known_rows_have_known_hashes()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Csv(Lake.Row(1), Lake.Row(2, note: "\"ö, \u001F\""), "D003,,,,,,,2026-01-01T00:00:00Z"));

        await lake.LandAsync(Lake.Deals());

        Assert.Equal(
            ["D001|779201052825613526", "D002|2666544453017306447", "D003|6906365792139926349"],
            await lake.LinesAsync("select id, _row_hash from bronze.crm_deal order by id"));
    }
}
