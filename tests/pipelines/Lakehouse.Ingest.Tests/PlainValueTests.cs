using Lakehouse.Delta.Schema;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Tests;

/// <summary>
/// The engine's own reader parses a column whose every field is spelt plainly; any other column is read as text and judged
/// value by value. Both ways must say the same.
/// </summary>
public sealed class PlainValueTests
{
    private static readonly string[] Filler = ["1", "2", "3", "4", "5", "6", "7", "8"];

    [Theory]
    [InlineData("bigint", "7", " 12", "12")]
    [InlineData("bigint", "7", "12 ", "12")]
    [InlineData("bigint", "7", "12.0", "12")]
    [InlineData("bigint", "7", "12.5", null)]
    [InlineData("bigint", "7", "1e3", null)]
    [InlineData("bigint", "7", "1_000", null)]
    [InlineData("bigint", "7", "0x1F", null)]
    [InlineData("bigint", "7", "+5", "5")]
    [InlineData("bigint", "7", "-5", "-5")]
    [InlineData("bigint", "7", "007", "7")]
    [InlineData("bigint", "7", "-", null)]
    [InlineData("bigint", "7", "9223372036854775807", "9223372036854775807")]
    [InlineData("bigint", "7", "9223372036854775808", null)]
    [InlineData("int", "7", "2147483648", null)]
    [InlineData("decimal(19,4)", "1.25", "1.12345", null)]
    [InlineData("decimal(19,4)", "1.25", "1.1234", "1.1234")]
    [InlineData("decimal(19,4)", "1.25", "1.12340", "1.1234")]
    [InlineData("decimal(19,4)", "1.25", "123456789012345.5", "123456789012345.5")]
    [InlineData("decimal(19,4)", "1.25", "1e2", null)]
    [InlineData("decimal(19,4)", "1.25", "1.", "1")]
    [InlineData("decimal(19,4)", "1.25", ".5", "0.5")]
    [InlineData("decimal(9,2)", "1.25", "12345678.00", null)]
    [InlineData("double", "1.5", "nan", null)]
    [InlineData("double", "1.5", "inf", null)]
    [InlineData("double", "1.5", "1e3", "1000")]
    [InlineData("boolean", "true", "t", null)]
    [InlineData("boolean", "true", "Y", null)]
    [InlineData("boolean", "true", "FALSE", "false")]
    [InlineData("boolean", "true", "0", "false")]
    [InlineData("boolean", "true", "yes", "true")]
    [InlineData("boolean", "true", "2", null)]
    [InlineData("date", "2024-01-31", "2024-02-30", null)]
    [InlineData("date", "2024-01-31", "2024-02-29", "2024-02-29")]
    [InlineData("date", "2024-01-31", "2024-1-5", "2024-01-05")]
    [InlineData("date", "2024-01-31", "epoch", null)]
    [InlineData("date", "2024-01-31", "infinity", null)]
    [InlineData("date", "2024-01-31", "2024-01-05T00:00:00Z", "2024-01-05")]
    [InlineData("date", "2024-01-31", "2024-01-05 10:00:00", null)]
    [InlineData("date", "2024-01-31", "9999-12-31", "9999-12-31")]
    [InlineData("date", "2024-01-31", "31.01.2024", null)]
    [InlineData("timestamp", "2024-01-31T10:00:00Z", "2024-01-31T10:00:00.000+0200", "2024-01-31 08:00:00")]
    [InlineData("timestamp", "2024-01-31T10:00:00Z", "2024-01-31 10:00", "2024-01-31 10:00:00")]
    [InlineData("timestamp", "2024-01-31T10:00:00Z", "2024-01-31 24:00:01", null)]
    [InlineData("timestamp", "2024-01-31T10:00:00Z", "now", null)]
    public async Task A_value_is_judged_alike_whoever_reads_its_column(string type, string plain, string value, string? expected)
    {
        await using var lake = new Lake();
        string rows = string.Concat(Filler.Select(key => $"{key},{plain}\n"));

        // Alone beside plain values the value makes the whole column text; beside a text that means null it always is.
        lake.Deliver("deal1.csv", $"k,v\n{rows}9,{value}\n");
        lake.Deliver("deal2.csv", $"k,v\n{rows}9,\"{value}\"\n");
        lake.Deliver("deal3.csv", $"k,v\n{rows}9,{value}\n10,n/a\n");
        await lake.LandAsync(Pairs(type) with { Format = new FileFormat { Kind = FileKind.Csv, NullTexts = ["n/a"] } });

        string[] landed = await lake.LinesAsync("select distinct v from bronze.crm_deal where k = '9'");
        Assert.Equal(expected is null ? [] : [expected], landed);
        if (expected is null)
        {
            Assert.Equal("3|WRONG_TYPE", Assert.Single(await lake.LinesAsync("select count(*), min(reason) from bronze._quarantine")));
        }

        Assert.Equal("25", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal where k <> '9'")));
    }

    [Theory]
    [InlineData("bigint", "-1", "12")]
    [InlineData("date", "1900-01-01", "2024-01-31")]
    public async Task A_text_that_means_null_is_null_though_it_looks_like_a_value(string type, string nullText, string value)
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", $"k,v\n1,{value}\n2,{nullText}\n");

        await lake.LandAsync(Pairs(type) with { Format = new FileFormat { Kind = FileKind.Csv, NullTexts = [nullText] } });

        Assert.Equal([$"1|{value}", "2|~"], await lake.LinesAsync("select k, v from bronze.crm_deal order by k"));
    }

    [Theory]
    [InlineData("1,a\n2,b\n3,c\n", 3)]
    [InlineData("3,a\n2,b\n1,c\n", 3)]
    [InlineData("1,a\n1,b\n2,c\n", 2)]
    [InlineData("1,a\n2,b\n1,c\n", 2)]
    [InlineData("1,a\n\"2\",b\n2,c\n", 2)]
    public async Task Keys_are_unique_whether_they_rise_or_not(string rows, int landed)
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", "k,v\n" + rows);

        await lake.LandAsync(Pairs("string"));

        Assert.Equal(landed.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
    }

    private static EntityContract Pairs(string type) => Lake.Deals() with
    {
        Key = ["k"],
        Cursor = null,
        Columns = [new("k", DataType.Parse("string")), new("v", DataType.Parse(type))],
    };
}
