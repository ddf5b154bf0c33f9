using System.Text;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Tests;

/// <summary>Rows that cannot land: each is kept with line, reason and raw text, and the others land.</summary>
public sealed class QuarantinedRowTests
{
    private const string Good = "1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n7,g\n8,h\n";

    public static TheoryData<string, byte[], string> Faults => new()
    {
        { "too few fields", Bytes("k,v\n0\n" + Good), "2|TOO_FEW_FIELDS|Found 1 fields, expected 2 as in the header.|0" },
        { "too many fields", Bytes("k,v\n" + Good + "9,x,\"y\nz\"\n"), "10|TOO_MANY_FIELDS|Found 3 fields, expected 2 as in the header.|9,x,\"y\nz\"" },
        { "a row quoted as a whole", Bytes("k,v\n\"9,x\"\n" + Good), "2|TOO_FEW_FIELDS|Found 1 fields, expected 2 as in the header.|\"9,x\"" },
        { "text behind a quote", Bytes("k,v\n9,\"x\"y\n" + Good), "2|UNBALANCED_QUOTE|Found a quote that does not close, or text behind a closing quote.|9,\"x\"y" },
        { "a quote that never closes", Bytes("k,v\n9,\"x\n" + Good), "2|UNBALANCED_QUOTE|Found a quote that does not close, or text behind a closing quote.|9,\"x" },
        { "a quote that never closes, at the end", Bytes("k,v\n" + Good + "9,\"x"), "10|UNBALANCED_QUOTE|Found a quote that does not close, or text behind a closing quote.|9,\"x" },
        { "blanks before a quote", Bytes("k,v\n9, \"x\"\n" + Good), "2|UNBALANCED_QUOTE|Found a quote that does not close, or text behind a closing quote.|9, \"x\"" },
        { "a carriage return within a line", Bytes("k,v\n9,x\ry\n" + Good), "2|STRAY_LINE_BREAK|Found a carriage return or line feed outside quotes that does not end the line as other lines end.|9,x\ry" },
        { "NUL", Bytes("k,v\n" + Good + "9,x\0y\n"), @"10|NUL_BYTE|Found a NUL character, which text must not hold.|9,x\x00y" },
        { "bytes that are no UTF-8", [.. Bytes("k,v\n" + Good + "9,M"), 0xFC, .. Bytes("ller\n")], @"10|WRONG_ENCODING|Found bytes that are not text in the encoding of the contract.|9,M\xFCller" },
        { "a truncated last line", Bytes("k,v\n" + Good + "9"), "10|TOO_FEW_FIELDS|Found 1 fields, expected 2 as in the header.|9" },
        { "the same key again", Bytes("k,v\n" + Good + "3,other\n"), "10|DUPLICATE_KEY|An earlier row of the file has the same k.|3,other" },
        { "the same row again", Bytes("k,v\n" + Good + "3,c\n"), "10|DUPLICATE_KEY|An earlier row of the file has the same k.|3,c" },
        { "no key", Bytes("k,v\n" + Good + " ,x\n"), "10|MISSING_VALUE|Found no value in column k, which belongs to the key.| ,x" },
        { "a value below no name", Bytes("k,v,\n" + Good.Replace("\n", ",\n", StringComparison.Ordinal) + "9,x,stray\n"), "10|UNNAMED_COLUMN|Found 'stray' in a column without a name.|9,x,stray" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task It_is_kept_and_the_others_land(string what, byte[] content, string expected)
    {
        Assert.NotEmpty(what);
        await using var lake = new Lake();
        lake.Deliver("deal.csv", content);

        SourceLanding landing = await lake.LandAsync(Pairs());

        Assert.Equal(expected, Assert.Single(await lake.LinesAsync("select line, reason, detail, raw from bronze._quarantine")));
        Assert.Equal("1a 2b 3c 4d 5e 6f 7g 8h", Assert.Single(await lake.LinesAsync("select string_agg(k || v, ' ' order by k) from bronze.crm_deal")));
        IngestionBatch batch = Assert.Single(landing.Entities[0].Batches);
        Assert.Equal((BatchStatus.Partial, 9L, 8L, 1L), (batch.Status, batch.DeliveredRows, batch.LoadedRows, batch.QuarantinedRows));
        Assert.Equal("crm|deal|deal.csv|OPEN|true|true", Assert.Single(await lake.LinesAsync(
            $"select source, entity, file, status, content_sha256 = '{batch.ContentSha256}', quarantine_id = '{batch.BatchId}-' || line from bronze._quarantine")));
    }

    [Fact]
    public async Task A_record_that_is_too_long_takes_its_whole_line_with_it_and_nothing_more()
    {
        await using var lake = new Lake();
        string longest = new('x', 6_000_000);
        lake.Deliver("deal.csv", $"k,v\n{Good}9,{longest},\"\n10,j\n");

        await lake.LandAsync(Pairs());

        Assert.Equal($"10|RECORD_TOO_LONG|{1024 * 1024}", Assert.Single(await lake.LinesAsync("select line, reason, length(raw) from bronze._quarantine")));
        Assert.Equal("9", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
    }

    [Fact]
    public async Task Line_numbers_and_raw_texts_are_right_in_every_kind_of_file()
    {
        await using var lake = new Lake();
        string text = "k,v\r\n\r\n1,\"a\r\nb\"\r\nx\r\n2,ö\r\n2,\"ü\r\n\"\r\n3,c\r\n";
        Encoding windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        lake.Deliver("deal1.csv.gz", RefusedFileTests.Gzip(text));
        lake.Deliver("deal2.csv", "\uFEFF" + text);
        lake.Deliver("deal3.csv", text.Replace("\r\n", "\n", StringComparison.Ordinal));
        lake.Deliver("deal4.csv", text.Replace("\r\n", "\r", StringComparison.Ordinal));

        await lake.LandAsync(Pairs());
        string[] utf8 = await lake.LinesAsync("select file, line, reason, replace(raw, chr(13) || chr(10), chr(10)) from bronze._quarantine order by file, line");
        Assert.Equal(
            [
                .. ((string[])["deal1.csv.gz", "deal2.csv", "deal3.csv"]).SelectMany(file => (string[])[$"{file}|5|TOO_FEW_FIELDS|x", $"{file}|7|DUPLICATE_KEY|2,\"ü\n\""]),
                "deal4.csv|5|TOO_FEW_FIELDS|x",
                "deal4.csv|7|DUPLICATE_KEY|2,\"ü\r\"",
            ],
            utf8);

        await using var other = new Lake();
        other.Deliver("deal.csv", windows.GetBytes(text));
        await other.LandAsync(Pairs(pairs => pairs with { Format = pairs.Format with { Encoding = "windows-1252" } }));
        Assert.Equal(["5|x", "7|2,\"ü\r\n\""], await other.LinesAsync("select line, raw from bronze._quarantine order by line"));
        Assert.Equal(["1|a\r\nb", "2|ö", "3|c"], await other.LinesAsync("select k, v from bronze.crm_deal order by k"));
    }

    [Fact]
    public async Task The_view_counts_and_lists()
    {
        await using var lake = new Lake();
        var view = new QuarantineView(lake.Engine, lake.Table(QuarantineTable.Name));
        Assert.Empty(await view.CountAsync(default, default));

        lake.Deliver("deal1.csv", "k,v\n" + Good + "9\n3,other\n");
        lake.Deliver("deal2.csv", "k,v\n" + Good + "10\n");
        await lake.LandAsync(Pairs());

        Assert.Equal(
            [new QuarantineCount("crm", "deal", "DUPLICATE_KEY", 1, 1), new QuarantineCount("crm", "deal", "TOO_FEW_FIELDS", 2, 2)],
            await view.CountAsync(default, default));
        Assert.Equal([new QuarantineCount("crm", "deal", "DUPLICATE_KEY", 1, 1)], await view.CountAsync(new QuarantineFilter(Reason: "DUPLICATE_KEY"), default));
        Assert.Empty(await view.ListAsync(new QuarantineFilter(Source: "o'neil"), 10, default));
        QuarantinedRow row = Assert.Single(await view.ListAsync(new QuarantineFilter("crm", "deal"), 1, default));
        Assert.Equal(("deal1.csv", 10L, "9", "TOO_FEW_FIELDS", "OPEN"), (row.File, row.Line, row.Raw, row.Reason, row.Status));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero), row.QuarantinedAt);
    }

    internal static EntityContract Pairs(Func<EntityContract, EntityContract>? change = null)
    {
        EntityContract pairs = Lake.Deals(deals => deals with
        {
            Key = ["k"],
            Cursor = null,
            Columns = [new("k", Delta.Schema.DataType.Parse("string")), new("v", Delta.Schema.DataType.Parse("string"))],
        });
        return change is null ? pairs : change(pairs);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
