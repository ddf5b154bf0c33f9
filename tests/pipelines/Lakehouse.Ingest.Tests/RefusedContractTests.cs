using Lakehouse.Delta.Schema;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Tests;

public sealed class RefusedContractTests
{
    [Fact]
    public async Task A_missing_landing_folder_says_where_to_create_it()
    {
        await using var lake = new Lake();
        Directory.Delete(lake.LandingFolder);

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => lake.LandAsync(Lake.Deals()));

        Assert.Equal($"LH3001: found no folder {lake.LandingFolder}, where the source crm should land its files. Create the folder, or name another one with --var landing=FOLDER.", failure.Message);
    }

    public static TheoryData<string, Func<EntityContract, EntityContract>> Contracts => new()
    {
        {
            "LH3002: found the delimiter '\"' and the quote '\"' in the contract of crm.deal, expected two different ASCII characters that end no line. Correct delimiter and quote in the source's file.",
            deals => deals with { Format = deals.Format with { Delimiter = '"' } }
        },
        {
            "LH3003: found the encoding 'utf-9' in the contract of crm.deal, expected an IANA name such as utf-8, iso-8859-1, windows-1252 or utf-16. Correct the encoding in the source's file.",
            deals => deals with { Format = deals.Format with { Encoding = "utf-9" } }
        },
        {
            "LH3004: found column tags of type string[] in the contract of crm.deal, expected text, a number, boolean, date or timestamp. Declare it as string: lists and objects land as their JSON text.",
            deals => deals with { Columns = [.. deals.Columns, new("tags", new ArrayType(new PrimitiveType(PrimitiveKind.String), true))] }
        },
        {
            "LH3005: found column _row_hash in the contract of crm.deal, a name that landing uses for itself. Take it out of the contract.",
            deals => deals with { Columns = [.. deals.Columns, new("_row_hash", new PrimitiveType(PrimitiveKind.String))] }
        },
        {
            "LH3005: found the key or cursor ID in the contract of crm.deal, expected one of its columns: id, amount, close_date, is_won, seats, score, note, modified_at. Correct key and cursor; upper and lower case make a difference.",
            deals => deals with { Key = ["ID"] }
        },
        {
            "LH3005: found the columns lead source and Lead_Source in the contract of crm.deal, which would be one column of the table: upper and lower case make no difference, nor do blanks and underscores. Take all but one of them out of the contract.",
            deals => deals with { Columns = [.. deals.Columns, new("lead source", new PrimitiveType(PrimitiveKind.String)), new("Lead_Source", new PrimitiveType(PrimitiveKind.String))] }
        },
    };

    [Theory]
    [MemberData(nameof(Contracts))]
    public async Task A_contract_that_cannot_be_landed_is_refused_before_any_file_is_read(
        string message,
        Func<EntityContract, EntityContract> change)
    {
        await using var lake = new Lake();
        lake.Deliver("deal.csv", Lake.Csv(Lake.Row(1)));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => lake.LandAsync(Lake.Deals(change)));

        Assert.Equal(message, failure.Message);
        Assert.False(Directory.Exists(Path.Combine(lake.Warehouse, "bronze")));
    }

    [Fact]
    public async Task A_contract_that_changes_a_type_of_the_table_is_refused()
    {
        await using var lake = new Lake();
        lake.Deliver("deal1.csv", Lake.Csv(Lake.Row(1)));
        await lake.LandAsync(Lake.Deals());
        lake.Deliver("deal2.csv", Lake.Csv(Lake.Row(2)));

        IngestException failure = await Assert.ThrowsAsync<IngestException>(() => lake.LandAsync(Lake.Deals(deals => deals with
        {
            Columns = [.. deals.Columns.Select(column => column.Name == "seats" ? column with { Type = DataType.Parse("string") } : column)],
        })));

        Assert.Equal("LH3024: found column seats as string in the contract of deal and as bigint in the table bronze.crm_deal, expected one type. Take the change of the contract back, or move the table's folder away and land all files again.", failure.Message);
    }

    [Fact]
    public async Task No_file_is_a_notice_and_makes_no_table()
    {
        await using var lake = new Lake();

        SourceLanding landing = await lake.LandAsync(Lake.Deals());

        EntityLanding entity = Assert.Single(landing.Entities);
        Assert.Equal($"LH3050: No file in {lake.LandingFolder} matches deal*.", Assert.Single(entity.Notices).ToString());
        Assert.Equal((0, null, false), (entity.FileCount, entity.Version, landing.HasNews));
        Assert.False(Directory.Exists(lake.Warehouse));
    }
}
