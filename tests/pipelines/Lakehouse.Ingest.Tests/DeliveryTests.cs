using System.Text;
using Lakehouse.Engine;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Tests;

/// <summary>Files that come again, late, in other forms and with other columns.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task The_same_file_lands_once_and_a_second_run_opens_no_session()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Csv(Lake.Row(1), Lake.Row(2)));
        await lake.LandAsync(Lake.Deals());

        IEngine engine = lake.Engine;
        lake.Engine = new ClosedEngine();
        SourceLanding second = await lake.LandAsync(Lake.Deals());
        lake.Engine = engine;

        Assert.False(second.HasNews);
        Assert.Equal((1, 0L), (second.Entities[0].FileCount, second.Entities[0].Version!.Value.Number));
        Assert.Equal("2", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
        Assert.Equal("1", Assert.Single(await lake.LinesAsync("select count(*) from ops.ingestion_batch")));
    }

    [Fact]
    public async Task The_hints_are_only_hints()
    {
        await using var lake = new Lake();
        string path = lake.Deliver("deal.csv", Lake.Csv(Lake.Row(1)));
        await lake.LandAsync(Lake.Deals());
        await File.WriteAllTextAsync(Path.Combine(lake.Warehouse, ".cache", "landing.json"), "{ broken");
        Assert.False((await lake.LandAsync(Lake.Deals())).HasNews);

        // Other content of the same size is told by the time of writing.
        await File.WriteAllTextAsync(path, Lake.Csv(Lake.Row(2)));
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await lake.LandAsync(Lake.Deals());

        Assert.Equal(["D001", "D002"], await lake.LinesAsync("select id from bronze.crm_deal order by id"));
    }

    [Fact]
    public async Task The_same_bytes_under_another_name_are_recorded_and_do_not_land()
    {
        await using var lake = new Lake();
        lake.Deliver("deal1.csv", Lake.Csv(Lake.Row(1)));
        lake.Deliver("deal2.csv", Lake.Csv(Lake.Row(1)));
        SourceLanding first = await lake.LandAsync(Lake.Deals());
        lake.Deliver("deal3.csv", Lake.Csv(Lake.Row(1)));
        SourceLanding second = await lake.LandAsync(Lake.Deals());
        SourceLanding third = await lake.LandAsync(Lake.Deals());

        Assert.Equal([BatchStatus.Loaded, BatchStatus.Redelivered], first.Entities[0].Batches.Select(batch => batch.Status));
        Assert.Equal("LH3055: deal3.csv holds the same bytes as a file that has landed; nothing landed again.", Assert.Single(second.Entities[0].Notices).ToString());
        Assert.False(third.HasNews);
        Assert.Equal(
            ["deal1.csv|LOADED|1|0", "deal2.csv|REDELIVERED|0|~", "deal3.csv|REDELIVERED|0|~"],
            await lake.LinesAsync("select file, status, loaded_rows, table_version from ops.ingestion_batch order by file"));
        Assert.Equal("1", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
    }

    [Fact]
    public async Task A_late_file_is_appended_beside_newer_versions()
    {
        await using var lake = new Lake();
        lake.Deliver("deal_2026-02.csv", Lake.Csv(Lake.Row(1, "new", "2026-02-01")));
        await lake.LandAsync(Lake.Deals());
        lake.Deliver("deal_2026-01.csv", Lake.Csv(Lake.Row(1, "old", "2026-01-01")));
        await lake.LandAsync(Lake.Deals());

        Assert.Equal(
            ["old|2026-01-01 00:00:00|2026-03-01 08:00:00", "new|2026-02-01 00:00:00|2026-03-01 07:00:00"],
            await lake.LinesAsync("select note, modified_at, _ingested_at from bronze.crm_deal order by modified_at"));
    }

    [Fact]
    public async Task Equal_rows_have_equal_hashes_in_every_form_of_file()
    {
        await using var lake = new Lake();
        string text = Lake.Csv(Lake.Row(1, "ö \"\"q\"\" \u001F".Replace("ö \"\"q\"\" \u001F", "\"ö \"\"q\"\" \u001F\"", StringComparison.Ordinal)), Lake.Row(2));
        lake.Deliver("deal1.csv", text);
        lake.Deliver("deal2.csv.gz", RefusedFileTests.Gzip(text));
        lake.Deliver("deal3.csv", text.Replace("\n", "\r\n", StringComparison.Ordinal));
        lake.Deliver("deal4.csv", text.Replace("\n", "\r", StringComparison.Ordinal));
        lake.Deliver("deal5.csv", "\uFEFF" + text.TrimEnd('\n'));
        lake.Deliver("deal6.csv", Reversed(text));
        await lake.LandAsync(Lake.Deals());

        Assert.Equal(
            ["D001|6|1", "D002|6|1"],
            await lake.LinesAsync("select id, count(*), count(distinct _row_hash) from bronze.crm_deal group by id order by id"));
    }

    [Fact]
    public async Task A_new_column_lands_as_text_and_stays()
    {
        await using var lake = new Lake();
        lake.Deliver("deal1.csv", Lake.Csv(Lake.Row(1)));
        await lake.LandAsync(Lake.Deals());
        lake.Deliver("deal2.csv", "region," + Lake.Header + ",\nEMEA," + Lake.Row(2) + ",\n");
        SourceLanding second = await lake.LandAsync(Lake.Deals());
        lake.Deliver("deal3.csv", Lake.Csv(Lake.Row(3)));
        lake.Deliver("deal4.csv", Lake.Header + ",REGION\n" + Lake.Row(4) + ",APAC\n");
        await lake.LandAsync(Lake.Deals());

        Assert.Equal(["D001|~", "D002|EMEA", "D003|~", "D004|APAC"], await lake.LinesAsync("select id, region from bronze.crm_deal order by id"));
        Assert.Equal(
            ["LH3052: Columns that the contract does not name landed as text: region.", "LH3057: The header has a column without a name, which holds nothing that landed."],
            second.Entities[0].Notices.Select(notice => notice.ToString()));
        Assert.Equal(
            "Columns that the contract does not name landed as text: region. The header has a column without a name, which holds nothing that landed.",
            Assert.Single(await lake.LinesAsync("select notes from ops.ingestion_batch where file = 'deal2.csv'")));
    }

    [Fact]
    public async Task A_new_column_can_be_left_out()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Header + ",region\n" + Lake.Row(1) + ",EMEA\n");

        SourceLanding landing = await lake.LandAsync(Lake.Deals(deals => deals with { NewColumns = NewColumnPolicy.Ignore }));

        Assert.Equal("LH3053: Columns that the contract does not name were left out: region.", Assert.Single(landing.Entities[0].Notices).ToString());
        Assert.Equal("0", Assert.Single(await lake.LinesAsync("select count(*) from (describe bronze.crm_deal) where column_name = 'region'")));
    }

    [Fact]
    public async Task A_header_without_rows_lands_nothing_and_says_so()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Header);

        SourceLanding landing = await lake.LandAsync(Lake.Deals());

        Assert.Equal("LH3051: The file has a header and no rows.", Assert.Single(landing.Entities[0].Notices).ToString());
        Assert.Equal("LOADED|0|0|0", Assert.Single(await lake.LinesAsync("select status, delivered_rows, loaded_rows, quarantined_rows from ops.ingestion_batch")));
        Assert.Equal("0", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
        Assert.False((await lake.LandAsync(Lake.Deals())).HasNews);
    }

    [Fact]
    public async Task Null_texts_become_null_and_other_dialects_are_read()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", "k;v\n1;Select\n2;'it''s; \"so\"'\n3; Select \n4;selected\n");

        await lake.LandAsync(QuarantinedRowTests.Pairs(pairs => pairs with { Format = pairs.Format with { Delimiter = ';', Quote = '\'', NullTexts = ["Select"] } }));

        Assert.Equal(["1|~", "2|it's; \"so\"", "3|~", "4|selected"], await lake.LinesAsync("select k, v from bronze.crm_deal order by k"));
    }

    [Fact]
    public async Task Utf_16_lands_when_the_contract_says_so()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("k,v\r\n1,Größe\r\n2,日本\r\n")]);

        await lake.LandAsync(QuarantinedRowTests.Pairs(pairs => pairs with { Format = pairs.Format with { Encoding = "utf-16" } }));

        Assert.Equal(["1|Größe", "2|日本"], await lake.LinesAsync("select k, v from bronze.crm_deal order by k"));
    }

    [Fact]
    public async Task Stray_quotes_in_text_are_text()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", "k,v\n1,5\" pipe\n2,say \"hi\"\n3,\"\"\n");

        await lake.LandAsync(QuarantinedRowTests.Pairs());

        Assert.Equal(["1|5\" pipe", "2|say \"hi\"", "3|~"], await lake.LinesAsync("select k, v from bronze.crm_deal order by k"));
    }

    [Fact]
    public async Task One_column_with_blank_lines_has_as_many_rows_as_lines_with_text()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", "k\n\n1\n\n2\n");

        SourceLanding landing = await lake.LandAsync(QuarantinedRowTests.Pairs(pairs => pairs with { Columns = [pairs.Columns[0]] }));

        Assert.Equal((2L, 2L), (landing.Entities[0].Batches[0].DeliveredRows, landing.Entities[0].Batches[0].LoadedRows));
    }

    [Fact]
    public async Task Many_files_come_in_one_commit_and_progress_is_told()
    {
        await using var lake = new Lake();
        for (int file = 0; file < 40; file++)
        {
            lake.Deliver($"2026/{file:00}/deal.csv", Lake.Csv(Lake.Row(file), Lake.Row(file + 100)));
        }

        lake.Deliver("2026/deal.txt", "not meant");
        var told = new Told();
        SourceLanding landing = await lake.LandAsync(Lake.Deals(deals => deals with { FilePattern = "2026/**/deal.csv" }), told);

        EntityLanding entity = landing.Entities[0];
        Assert.Equal((40, 40, 0L), (entity.FileCount, entity.Batches.Count, entity.Version!.Value.Number));
        Assert.Equal("80|40|40", Assert.Single(await lake.LinesAsync("select count(*), count(distinct _batch_id), count(distinct _source_file) from bronze.crm_deal")));
        Assert.Contains(told.Reports, report => report is { Phase: LandingPhase.Inspecting, Fraction: 1 });
        Assert.Contains(told.Reports, report => report.Phase == LandingPhase.Committing);
    }

    [Fact]
    public async Task A_cancelled_landing_leaves_nothing()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Csv(Lake.Row(1)));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lake.LandAsync(Lake.Deals(), cancellationToken: cancelled.Token));

        Assert.False(Directory.Exists(Path.Combine(lake.Warehouse, "bronze")));
        Assert.Empty(Directory.Exists(Path.Combine(lake.Warehouse, ".cache")) ? Directory.GetDirectories(Path.Combine(lake.Warehouse, ".cache")) : []);
    }

    [Fact]
    public async Task Temporary_copies_are_taken_away()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", "k,v\n1,a\n2\n3,c\n4,d\n");

        await lake.LandAsync(QuarantinedRowTests.Pairs());

        Assert.Equal(["landing.json"], Directory.GetFileSystemEntries(Path.Combine(lake.Warehouse, ".cache")).Select(Path.GetFileName));
    }

    private static string Reversed(string text)
    {
        // The same rows with the columns in another order.
        string[] header = Lake.Header.Split(',');
        string[] rows = text.TrimEnd('\n').Split('\n')[1..];
        return string.Join(',', header.Reverse()) + "\n" + string.Concat(rows.Select(row => string.Join(',', row.Split(',').Reverse()) + "\n"));
    }

    private sealed class Told : IProgress<LandingProgress>
    {
        public List<LandingProgress> Reports { get; } = [];

        public void Report(LandingProgress value) => Reports.Add(value);
    }

    private sealed class ClosedEngine : IEngine
    {
        public string Name => "duckdb";

        public Task<IEngineSession> OpenSessionAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("A run without news opened a session.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
