using Lakehouse.Engine;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Tests;

/// <summary>Newline-delimited JSON and Parquet.</summary>
public sealed class FormatTests
{
    [Fact]
    public async Task Json_values_land_with_the_types_of_the_contract()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.ndjson.gz", RefusedFileTests.Gzip(
            """
            {"id":"A","amount":12.50,"close_date":"2026-01-15","is_won":true,"seats":7,"score":1e3,"note":{"a":[1, 2],"b":"x"},"modified_at":"2026-01-01T10:00:00Z"}

            {"modified_at":"2026-01-01T10:00:00+02:00","id":"B \"q\" \u00f6\n","amount":null,"is_won":0,"seats":"8","note":["x"], "score": 0.5}
            """));

        SourceLanding landing = await lake.LandAsync(Json());

        Assert.Equal(
            ["A|12.5|2026-01-15|true|7|1000|{\"a\":[1, 2],\"b\":\"x\"}|2026-01-01 10:00:00", "B \"q\" ö\n|~|~|false|8|0.5|[\"x\"]|2026-01-01 08:00:00"],
            await lake.LinesAsync("select id, amount, close_date, is_won, seats, score, note, modified_at from bronze.crm_deal order by id"));
        Assert.Equal((2L, 2L), (landing.Entities[0].Batches[0].DeliveredRows, landing.Entities[0].Batches[0].LoadedRows));
    }

    [Fact]
    public async Task Faulty_json_lines_are_kept()
    {
        await using var lake = new Lake();
        string good = string.Concat(Enumerable.Range(0, 10).Select(id => $"{{\"k\":\"{id}\",\"v\":\"x\"}}\n"));
        lake.Deliver("deal.ndjson", good + "{\"k\":\"a\",\"strange\":1\n[1]\n7\n{\"k\":\"b\",\"k\":\"c\"}\n{\"k\":\"\\ud800\"}\n{\"k\":\"\\u0000\"}\n{\"k\":\"3\"}\n{\"K\":\"4\",\"v\":\"no key\"}\n");

        EntityContract pairs = QuarantinedRowTests.Pairs(pairs => pairs with { Format = new FileFormat { Kind = FileKind.Ndjson }, NewColumns = NewColumnPolicy.Ignore, Columns = [.. pairs.Columns, new("absent", Delta.Schema.DataType.Parse("string"))] });
        SourceLanding refused = await lake.LandAsync(pairs);

        // "K" is another name than "k", and it stands beside it: that is refused rather than guessed.
        Assert.StartsWith("LH3016: found column names that stand more than once", refused.Entities[0].Batches[0].Reason, StringComparison.Ordinal);

        lake.Deliver("deal.ndjson", good + "{\"k\":\"a\",\"strange\":1\n[1]\n7\n{\"k\":\"b\",\"k\":\"c\"}\n{\"k\":\"\\ud800\"}\n{\"k\":\"\\u0000\"}\n{\"k\":\"3\"}\n{\"v\":\"no key\"}\n");
        SourceLanding landing = await lake.LandAsync(pairs);

        Assert.Equal(
            [
                "11|NOT_JSON|{\"k\":\"a\",\"strange\":1",
                "12|NOT_AN_OBJECT|[1]",
                "13|NOT_AN_OBJECT|7",
                "14|NAME_TWICE|{\"k\":\"b\",\"k\":\"c\"}",
                "15|NOT_JSON|{\"k\":\"\\ud800\"}",
                "16|NUL_BYTE|{\"k\":\"\\u0000\"}",
                "17|DUPLICATE_KEY|{\"k\":\"3\"}",
                "18|MISSING_VALUE|{\"v\":\"no key\"}",
            ],
            await lake.LinesAsync("select line, reason, raw from bronze._quarantine order by line"));
        Batches.IngestionBatch batch = landing.Entities[0].Batches[0];
        Assert.Equal((BatchStatus.Partial, 18L, 10L), (batch.Status, batch.DeliveredRows, batch.LoadedRows));
        Assert.Equal("10|10", Assert.Single(await lake.LinesAsync("select count(*), count(*) filter (absent is null) from bronze.crm_deal")));
    }

    [Fact]
    public async Task A_json_name_that_may_have_changed_is_refused()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.ndjson", "{\"k\":\"1\",\"vv\":\"x\"}\n");

        EntityContract pairs = QuarantinedRowTests.Pairs(pairs => pairs with { Format = new FileFormat { Kind = FileKind.Ndjson } });
        SourceLanding landing = await lake.LandAsync(pairs);

        Assert.Contains("expected also v; the contract of deal names k, v. Not in the contract: vv.", landing.Entities[0].Batches[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_lands_with_its_misfits_in_quarantine()
    {
        await using var lake = new Lake();
        await WriteParquetAsync(lake, "deal1.parquet", "select 'A' as id, 12.5::double as amount, date '2026-01-15' as close_date, true as is_won, 7::int as seats, 1.5::float as score, 'n' as note, timestamp '2026-01-01 10:00:00' as modified_at");
        await WriteParquetAsync(lake, "deal2.parquet", "select 'B' || i as id, 1::decimal(10,2) as amount, '2026-01-15' as close_date, 'yes' as is_won, 7::bigint as seats, 1.5::double as score, case when i = 5 then ' ' else 'n' end as note, case when i <> 3 then timestamptz '2026-01-01 10:00:00+02' end as modified_at from range(6) r(i)");

        SourceLanding landing = await lake.LandAsync(Parquet());

        Assert.Equal([BatchStatus.Loaded, BatchStatus.Partial], landing.Entities[0].Batches.Select(batch => batch.Status));
        Assert.Equal(
            ["A|12.5|2026-01-15|true|7|1.5|n|2026-01-01 10:00:00", "B0|1|2026-01-15|true|7|1.5|n|2026-01-01 08:00:00"],
            await lake.LinesAsync("select id, amount, close_date, is_won, seats, score, note, modified_at from bronze.crm_deal where id < 'B1' order by id"));
        Assert.Equal("6", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
        Assert.Equal(
            "4|MISSING_VALUE|{\"id\":\"B3\",\"amount\":1.0,\"close_date\":\"2026-01-15\",\"is_won\":\"yes\",\"seats\":7,\"score\":1.5,\"note\":\"n\",\"modified_at\":null}",
            Assert.Single(await lake.LinesAsync("select line, reason, raw from bronze._quarantine")));
    }

    [Fact]
    public async Task A_parquet_file_that_is_none_or_was_cut_off_is_refused()
    {
        await using var lake = new Lake();
        string text = lake.Deliver("deal1.parquet", "id,amount\n");
        string cut = lake.Deliver("deal2.parquet", "PAR1 and nothing more");

        SourceLanding landing = await lake.LandAsync(Parquet());

        Assert.Equal(
            $"LH3013: found text or unknown data in {text}, expected a Parquet file for deal. Ask the sender for the file again, or correct the format in the source's contract.",
            landing.Entities[0].Batches[0].Reason);
        Assert.StartsWith($"LH3013: found {cut} to begin as Parquet and not to be whole:", landing.Entities[0].Batches[1].Reason, StringComparison.Ordinal);
    }

    private static EntityContract Parquet() => Lake.Deals(deals => deals with { Format = new FileFormat { Kind = FileKind.Parquet } });

    private static EntityContract Json() => Lake.Deals(deals => deals with { Format = new FileFormat { Kind = FileKind.Ndjson } });

    private static async Task WriteParquetAsync(Lake lake, string name, string select)
    {
        await using IEngineSession session = await lake.Engine.OpenSessionAsync(default);
        await session.ExecuteAsync($"copy ({select}) to '{Path.Combine(lake.LandingFolder, name)}' (format parquet)", default);
    }
}
