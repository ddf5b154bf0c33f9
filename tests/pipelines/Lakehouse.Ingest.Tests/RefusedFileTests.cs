using System.IO.Compression;
using System.Text;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Tests;

/// <summary>Files that are not what their contract says: nothing of them lands, and the whole message is asserted.</summary>
public sealed class RefusedFileTests
{
    public static TheoryData<string, string, byte[], string> Cases => new()
    {
        {
            "empty file", "deal.csv", [],
            "LH3010: found nothing in {path}, expected at least a header or a record. Ask the sender for the file again; a delivery without rows still has its header."
        },
        {
            "blank lines only", "deal.csv", "\n\n\r\n"u8.ToArray(),
            "LH3010: found nothing in {path}, expected at least a header or a record. Ask the sender for the file again; a delivery without rows still has its header."
        },
        {
            "web page", "deal.csv", "\n<!DOCTYPE html><html><body>Please log in</body></html>"u8.ToArray(),
            "LH3011: found an HTML or XML page in {path}, expected delimited text. Open the file: it is probably the log-in or error page that the download answered with. Download it again."
        },
        {
            "Parquet", "deal.csv", "PAR1\0\0\0\0PAR1"u8.ToArray(),
            "LH3012: found a Parquet file in {path}, expected delimited text. Ask the sender for the file again, or correct format and encoding in the source's contract."
        },
        {
            "Excel", "deal.csv", "PK\u0003\u0004rest"u8.ToArray(),
            "LH3012: found a ZIP archive or an Excel workbook in {path}, expected delimited text. Ask the sender for the file again, or correct format and encoding in the source's contract."
        },
        {
            "UTF-16", "deal.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Lake.Csv(Lake.Row(1)))],
            "LH3012: found text in UTF-16 in {path}, expected delimited text. Ask the sender for the file again, or correct format and encoding in the source's contract."
        },
        {
            "binary", "deal.csv", [.. Enumerable.Range(0, 200).Select(value => (byte)(value % 7))],
            "LH3012: found binary data in {path}, expected delimited text. Ask the sender for the file again, or correct format and encoding in the source's contract."
        },
        {
            "gzip by name only", "deal.csv.gz", Encoding.UTF8.GetBytes(Lake.Csv(Lake.Row(1))),
            "LH3014: found {path} to be no gzip file, though its name ends in .gz. Ask the sender for the file again, or rename it without .gz."
        },
        {
            "gzip cut off", "deal.csv.gz", Gzip(Lake.Csv([.. Enumerable.Range(0, 500).Select(id => Lake.Row(id))]))[..^9],
            "LH3014: found {path} damaged: it does not unpack to its end as gzip. Ask the sender for the file again; it was probably cut off on its way."
        },
        {
            "missing columns", "deal.csv", "id,betrag,note,modified_at\n1,2,n,2026-01-01\n"u8.ToArray(),
            "LH3015: found the columns id, betrag, note, modified_at in {path}, expected also amount, close_date, is_won, seats, score; the contract of deal names id, amount, close_date, is_won, seats, score, note, modified_at. Not in the contract: betrag. If one of them is a column under a new name, change the contract; else ask the sender."
        },
        {
            "name twice", "deal.csv", Encoding.UTF8.GetBytes(Lake.Header + ",NOTE\n" + Lake.Row(1) + ",x\n"),
            "LH3016: found column names that stand more than once in {path}: note and NOTE. Expected each name once; upper and lower case make no difference, nor do blanks and underscores. Ask the sender to name each column differently."
        },
        {
            "reserved name", "deal.csv", Encoding.UTF8.GetBytes(Lake.Header + ",_batch_id\n" + Lake.Row(1) + ",x\n"),
            "LH3023: found the columns _batch_id in {path}, whose names landing uses for itself. Ask the sender to name them differently."
        },
        {
            "quote in the header", "deal.csv", "id,\"amount\nrest"u8.ToArray(),
            "LH3022: found a quote that does not close in the header of {path}, expected column names. Look at the file's first line; if the file is in another encoding or dialect, say so in the source's contract."
        },
        {
            "too many faulty rows", "deal.csv", Encoding.UTF8.GetBytes(Lake.Csv(Lake.Row(1), "1;2;3", "4;5;6")),
            "LH3018: found 2 of 3 rows of {path} not fit to land, expected at most 50 %. The first, at line 3: TOO_FEW_FIELDS. Look at that line: delimiter or quotes of the file are probably not those of the contract."
        },
        {
            "another encoding", "deal.csv", Encoding.Latin1.GetBytes(Lake.Csv(Lake.Row(1, note: "Müller"), Lake.Row(2, note: "Jürgen"))),
            "LH3018: found 2 of 2 rows of {path} not fit to land, expected at most 50 %. The first, at line 2: WRONG_ENCODING. The file is probably in another encoding: set encoding in the contract, for example windows-1252."
        },
        {
            "a column that changed type", "deal.csv", Encoding.UTF8.GetBytes(Lake.Csv([.. Enumerable.Range(0, 25).Select(id => $"{id},EUR {id},2026-01-01,true,1,1,n,2026-01-01")])),
            "LH3019: found values such as 'EUR 0' in column amount of {path}, expected decimal(19,4) as in the contract; almost no value of the column is one. If the sender changed the column, change its type in the contract; else ask for the file again."
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_of_it_lands_and_the_message_says_what_to_do(string what, string name, byte[] content, string message)
    {
        Assert.NotEmpty(what);
        await using var lake = new Lake();
        string path = lake.Deliver(name, content);

        SourceLanding landing = await lake.LandAsync(Lake.Deals());

        EntityLanding entity = Assert.Single(landing.Entities);
        IngestionBatch batch = Assert.Single(entity.Batches);
        Assert.Equal(BatchStatus.Rejected, batch.Status);
        Assert.Equal(message.Replace("{path}", path, StringComparison.Ordinal), batch.Reason);
        Assert.Equal(batch.Reason![..6], Assert.Single(entity.Notices).Code);
        Assert.True(landing.HasRejected);
        Assert.Null(entity.Version);
        Assert.Equal("REJECTED|0|0", Assert.Single(await lake.LinesAsync("select status, loaded_rows, quarantined_rows from ops.ingestion_batch")));
        Assert.False(Directory.Exists(Path.Combine(lake.Warehouse, "bronze", "_quarantine", "_delta_log")));
    }

    [Fact]
    public async Task A_refused_file_is_tried_in_every_run_and_recorded_once()
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Csv([.. Enumerable.Range(0, 25).Select(id => $"{id},EUR {id},2026-01-01,true,1,1,n,2026-01-01")]));

        SourceLanding first = await lake.LandAsync(Lake.Deals());
        SourceLanding second = await lake.LandAsync(Lake.Deals());
        SourceLanding mended = await lake.LandAsync(Lake.Deals(deals => deals with { Columns = [.. deals.Columns.Select(column => column.Name == "amount" ? column with { Type = Delta.Schema.DataType.Parse("string") } : column)] }));

        Assert.True(first.HasRejected);
        Assert.True(second.HasRejected);
        Assert.False(mended.HasRejected);
        Assert.Equal(["REJECTED|0", "LOADED|25"], await lake.LinesAsync("select status, loaded_rows from ops.ingestion_batch order by finished_at"));
    }

    [Fact]
    public async Task A_refused_file_does_not_keep_the_others_out()
    {
        await using var lake = new Lake();
        lake.Deliver("deal1.csv", Lake.Csv(Lake.Row(1)));
        lake.Deliver("deal2.csv", "<html></html>");
        lake.Deliver("deal3.csv", Lake.Csv([.. Enumerable.Range(0, 25).Select(id => $"{id},EUR {id},2026-01-01,true,1,1,n,2026-01-01")]));
        lake.Deliver("deal4.csv", Lake.Csv(Lake.Row(4), "x"));

        SourceLanding landing = await lake.LandAsync(Lake.Deals());

        Assert.Equal(
            [BatchStatus.Loaded, BatchStatus.Rejected, BatchStatus.Rejected, BatchStatus.Partial],
            Assert.Single(landing.Entities).Batches.Select(batch => batch.Status));
        Assert.Equal(["D001|deal1.csv", "D004|deal4.csv"], await lake.LinesAsync("select id, _source_file from bronze.crm_deal order by id"));
        Assert.Equal("deal4.csv|3|x", Assert.Single(await lake.LinesAsync("select file, line, raw from bronze._quarantine")));
    }

    [Fact]
    public async Task A_frozen_contract_refuses_new_columns()
    {
        await using var lake = new Lake();
        string path = lake.Deliver("deal.csv", Lake.Header + ",region\n" + Lake.Row(1) + ",EMEA\n");

        SourceLanding landing = await lake.LandAsync(Lake.Deals(deals => deals with { NewColumns = NewColumnPolicy.Freeze }));

        Assert.Equal(
            $"LH3017: found the columns region in {path}, which the contract of deal does not name, and it lets no column come in. Add them to the contract, or set on_new_column to evolve or ignore.",
            Assert.Single(landing.Entities[0].Batches).Reason);
    }

    internal static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
