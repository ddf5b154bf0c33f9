using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Tests.Support;

namespace Lakehouse.Ingest.Tests;

public sealed class LandingTests
{
    private const string All = "select id, amount, close_date, is_won, seats, score, note, modified_at from bronze.crm_deal order by id, modified_at";

    [Fact]
    public async Task Values_land_with_the_types_of_the_contract()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Csv(
            "A, 12.50 ,2026-01-15,YES,+7,1e3, kept ,2026-01-01T10:00:00.123+0000",
            "B,-0.1234,2026-01-15T00:00:00Z,0,  42,-.5,\"a, \"\"b\"\"\nc\",2026-01-01 10:00:00+05:30",
            "C,,,,,,  ,2026-01-01T10:00Z"));

        SourceLanding landing = await lake.LandAsync(Lake.Deals());

        Assert.Equal(
            [
                "A|12.5|2026-01-15|true|7|1000| kept |2026-01-01 10:00:00.123",
                "B|-0.1234|2026-01-15|false|42|-0.5|a, \"b\"\nc|2026-01-01 04:30:00",
                "C|~|~|~|~|~|~|2026-01-01 10:00:00",
            ],
            await lake.LinesAsync(All));
        IngestionBatch batch = Assert.Single(Assert.Single(landing.Entities).Batches);
        Assert.Equal((BatchStatus.Loaded, 0L), (batch.Status, batch.TableVersion!.Value));
        Assert.Equal((3L, 3L, 0L), (batch.DeliveredRows, batch.LoadedRows, batch.QuarantinedRows));
        Assert.Equal("crm|deal.csv|1|1", Assert.Single(await lake.LinesAsync("select _source_system, _source_file, count(distinct _ingested_at), count(distinct _batch_id) from bronze.crm_deal group by 1, 2")));
        Assert.Equal($"{batch.BatchId}|run-1|crm|deal|deal.csv|{batch.ContentSha256}|3|3|0|LOADED|~|~|{batch.SizeBytes}|0|2026-03-01 07:00:00|2026-03-01 07:00:00", Assert.Single(await lake.LinesAsync("select * from ops.ingestion_batch")));
    }

    [Fact]
    public async Task A_value_that_does_not_fit_goes_to_quarantine_with_line_and_raw_text()
    {
        await using var lake = new Lake();
        string[] rows = [.. Enumerable.Range(0, 60).Select(id => Lake.Row(id))];
        rows[3] = "D003,\"1,000\",2026-01-01,true,1,1,\"two\nlines\",2026-01-01";
        rows[7] = "D007,1.23456,2026-01-01,true,1,1,x,2026-01-01";
        rows[9] = "D009,1,2026-02-30,true,1,1,x,2026-01-01";
        rows[11] = "D011,1,2026-01-01,maybe,1,1,x,2026-01-01";
        rows[13] = "D013,1,2026-01-01,true,1.5,1,x,2026-01-01";
        rows[15] = "D015,1,2026-01-01,true,1,nan,x,2026-01-01";
        rows[17] = "D017,1,2026-01-01,true,1,1,x,epoch";
        rows[19] = ",1,2026-01-01,true,1,1,x,2026-01-01";
        lake.Deliver("deal.csv", Lake.Csv(rows));

        SourceLanding landing = await lake.LandAsync(Lake.Deals());

        Assert.Equal(
            [
                "5|WRONG_TYPE|Found '1,000' in column amount, expected decimal(19,4).|D003,\"1,000\",2026-01-01,true,1,1,\"two\nlines\",2026-01-01",
                "10|WRONG_TYPE|Found '1.23456' in column amount, expected decimal(19,4).|D007,1.23456,2026-01-01,true,1,1,x,2026-01-01",
                "12|WRONG_TYPE|Found '2026-02-30' in column close_date, expected date.|D009,1,2026-02-30,true,1,1,x,2026-01-01",
                "14|WRONG_TYPE|Found 'maybe' in column is_won, expected boolean.|D011,1,2026-01-01,maybe,1,1,x,2026-01-01",
                "16|WRONG_TYPE|Found '1.5' in column seats, expected bigint.|D013,1,2026-01-01,true,1.5,1,x,2026-01-01",
                "18|WRONG_TYPE|Found 'nan' in column score, expected double.|D015,1,2026-01-01,true,1,nan,x,2026-01-01",
                "20|WRONG_TYPE|Found 'epoch' in column modified_at, expected timestamp.|D017,1,2026-01-01,true,1,1,x,epoch",
                "22|MISSING_VALUE|Found no value in column id, which belongs to the key.|,1,2026-01-01,true,1,1,x,2026-01-01",
            ],
            await lake.LinesAsync("select line, reason, detail, raw from bronze._quarantine order by line"));
        Assert.Equal("52", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
        IngestionBatch batch = Assert.Single(Assert.Single(landing.Entities).Batches);
        Assert.Equal((BatchStatus.Partial, 60L, 52L, 8L), (batch.Status, batch.DeliveredRows, batch.LoadedRows, batch.QuarantinedRows));
        Assert.Equal("8 of 60 rows went to quarantine: MISSING_VALUE 1, WRONG_TYPE 7.", batch.Notes);
    }
}
