using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;
using Lakehouse.Testing;

namespace Lakehouse.Ingest.Tests;

/// <summary>Extracts of real companies, read as they are.</summary>
public sealed class SharedDataTests
{
    [SharedDataFact("data/maven_crm")]
    public async Task The_maven_crm_files_land_whole()
    {
        await using var lake = new Lake();
        Link(lake, "data/maven_crm");
        EntityContract[] entities =
        [
            Entity("accounts", ["account"], ("account", "string"), ("sector", "string"), ("year_established", "bigint"), ("revenue", "decimal(19,4)"), ("employees", "bigint"), ("office_location", "string"), ("subsidiary_of", "string")),
            Entity("products", ["product"], ("product", "string"), ("series", "string"), ("sales_price", "decimal(19,4)")),
            Entity("sales_teams", ["sales_agent"], ("sales_agent", "string"), ("manager", "string"), ("regional_office", "string")),
            Entity("sales_pipeline", ["opportunity_id"], ("opportunity_id", "string"), ("sales_agent", "string"), ("product", "string"), ("account", "string"), ("deal_stage", "string"), ("engage_date", "date"), ("close_date", "date"), ("close_value", "decimal(19,4)")),
        ];

        SourceLanding landing = await lake.LandAsync(Lake.Source(entities));

        Assert.Equal([85L, 7L, 35L, 8800L], landing.Entities.Select(entity => entity.LoadedRows));
        Assert.All(landing.Entities, entity => Assert.Equal(BatchStatus.Loaded, Assert.Single(entity.Batches).Status));
        Assert.Equal(
            "4238|10005534|500|1425",
            Assert.Single(await lake.LinesAsync(
                "select count(*) filter (deal_stage = 'Won'), sum(close_value)::bigint, count(*) filter (engage_date is null), count(*) filter (account is null) from bronze.crm_sales_pipeline",
                new TableName("bronze", "crm_sales_pipeline"))));
    }

    [SharedDataFact("data/x_education")]
    public async Task Rows_that_are_quoted_as_a_whole_go_to_quarantine()
    {
        await using var lake = new Lake();
        string folder = Link(lake, "data/x_education");
        string header = (await File.ReadAllLinesAsync(Path.Combine(folder, "Lead Scoring.RAW_338_doublequoted_rows.csv")))[0];
        EntityContract leads = Entity("lead", ["Prospect ID"], [.. header.Split(',').Select(name => (name, name is "TotalVisits" or "Converted" ? "bigint" : name.StartsWith("Page", StringComparison.Ordinal) ? "double" : "string"))]);

        SourceLanding landing = await lake.LandAsync(Lake.Source(leads with { FilePattern = "Lead*.csv", Format = leads.Format with { NullTexts = ["Select"] } }));

        IngestionBatch batch = Assert.Single(landing.Entities[0].Batches);
        Assert.Equal(BatchStatus.Partial, batch.Status);
        Assert.Equal((9240L, 8902L, 338L), (batch.DeliveredRows, batch.LoadedRows, batch.QuarantinedRows));
        Assert.Equal("TOO_FEW_FIELDS|Found 1 fields, expected 37 as in the header.|338", Assert.Single(await lake.LinesAsync("select reason, detail, count(*) from bronze._quarantine group by all")));
        Assert.Equal("0", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_lead where \"City\" = 'Select'", new TableName("bronze", "crm_lead"))));
    }

    [SharedDataFact("data/online_retail_by_day")]
    public async Task Sixty_days_land_in_one_commit_and_again_in_none()
    {
        await using var lake = new Lake();
        string folder = Link(lake, "data/online_retail_by_day");
        EntityContract lines = Entity("retail", [], ("InvoiceNo", "string"), ("StockCode", "string"), ("Description", "string"), ("Quantity", "bigint"), ("InvoiceDate", "timestamp"), ("UnitPrice", "decimal(19,4)"), ("CustomerID", "bigint"), ("Country", "string"));
        SourceContract source = Lake.Source(lines with { FilePattern = "*.csv" });

        SourceLanding first = await lake.LandAsync(source);
        SourceLanding second = await lake.LandAsync(source);

        EntityLanding landed = Assert.Single(first.Entities);
        Assert.Equal((60, 60, 0L), (landed.FileCount, landed.Batches.Count, landed.Version!.Value.Number));
        Assert.Equal(landed.Batches.Sum(batch => batch.DeliveredRows), landed.LoadedRows + landed.QuarantinedRows);
        Assert.Equal(Directory.GetFiles(folder, "*.csv").Sum(file => File.ReadLines(file).Count() - 1), landed.LoadedRows);
        Assert.False(second.HasNews);
    }

    private static EntityContract Entity(string name, string[] key, params (string Name, string Type)[] columns) => new()
    {
        Name = name,
        TableName = "crm_" + name,
        FilePattern = name + ".csv",
        Format = new FileFormat { Kind = FileKind.Csv },
        Key = key,
        Cursor = null,
        Columns = [.. columns.Select(column => new ColumnContract(column.Name, DataType.Parse(column.Type)))],
    };

    private static string Link(Lake lake, string shared)
    {
        string folder = SharedData.Require(shared);
        foreach (string file in Directory.GetFiles(folder, "*.csv"))
        {
            File.CreateSymbolicLink(Path.Combine(lake.LandingFolder, Path.GetFileName(file)), file);
        }

        return folder;
    }
}
