using System.Text;
using Lakehouse.Delta;
using Lakehouse.Project;
using Lakehouse.Testing;
using Lakehouse.Transform.Running;

namespace Lakehouse.Runs.Tests;

/// <summary>What people really deliver and write: each has a code and a next step, and nothing is lost.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Good = "id,amount,changed_at\n1,10.50,2024-01-01T00:00:00Z\n2,20.00,2024-01-02T00:00:00Z\n";

    private const string Model = """
        /*---
        model: gold.deal
        kind: full
        grain: [id]
        description: Deals.
        columns:
          - {name: id, type: string, description: The deal.}
          - {name: amount, type: "decimal(19,4)", description: Its worth.}
        checks:
          - sql: select * from this where amount < 0
            name: no_negative_amounts
        ---*/
        select id, amount from bronze.crm_deal
        """;

    private readonly TemporaryFolder _folder = new();

    public BadInputTests()
    {
        _folder.Write("project/lakehouse.yml", "name: bad\nreference: none\nas_of: 2025-01-01T00:00:00Z\nvariables: {landing: ../landing}\nsources: [crm]\n");
        _folder.Write(
            "project/sql/bronze/crm.yml",
            """
            source: crm
            landing: ${landing}
            max_quarantined_share: 0.6
            entities:
              deal:
                files: "deal*.csv"
                key: [id]
                cursor: changed_at
                columns:
                  id: string
                  amount: decimal(19,4)
                  changed_at: timestamp
            """);
        _folder.Write("project/sql/gold/deal.sql", Model);
        _folder.Write("landing/deal_1.csv", Good);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Good_files_land_and_are_released()
    {
        RunReport report = await RunAsync();

        Assert.True(report.IsGood);
        Assert.Equal(2, Assert.Single(report.Landed).LoadedRows);
        Assert.True(File.Exists(report.CatalogPath));
    }

    [Fact]
    public async Task A_missing_landing_folder_stops_the_run_before_anything_is_built()
    {
        Directory.Delete(_folder.At("landing"), recursive: true);

        RunReport report = await RunAsync();

        Assert.False(report.IsGood);
        Assert.StartsWith("LH3001: ", Assert.Single(report.SourceFaults), StringComparison.Ordinal);
        Assert.Null(report.Built);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData("")]
    [InlineData("id,amount\n3,1.00\n")]
    [InlineData("id,amount,changed_at\n3,one,2024-01-01\n4,two,2024-01-01\n5,three,2024-01-01\n")]
    public async Task A_file_that_is_not_what_it_claims_is_refused_whole_and_the_others_land(string content)
    {
        _folder.Write("landing/deal_2.csv", content);

        RunReport report = await RunAsync();

        LandedEntity deal = Assert.Single(report.Landed);
        Assert.False(report.IsGood);
        Assert.Equal((1, 2L), (deal.RejectedFiles, deal.LoadedRows));
        Assert.Single(deal.Notices, notice => notice.Contains("LH30", StringComparison.Ordinal));
        Assert.Null(report.Built);
    }

    [Fact]
    public async Task A_refused_file_is_told_once()
    {
        string file = _folder.Write("landing/deal_2.csv", "<!DOCTYPE html><html><body>Sign in</body></html>");

        RunReport report = await RunAsync();

        string notice = Assert.Single(Assert.Single(report.Landed).Notices);
        Assert.StartsWith("LH3011: found ", notice, StringComparison.Ordinal);
        Assert.Contains(file, notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_file_can_be_passed_over_on_purpose()
    {
        _folder.Write("landing/deal_2.csv", "<html></html>");

        RunReport report = await RunAsync(keepGoing: true);

        Assert.False(report.IsGood);
        Assert.True(report.Built!.IsReleasePublished);
    }

    [Theory]
    [InlineData("id,amount,changed_at\n", 0, 0)]
    [InlineData("id,amount,changed_at\n3,1.00,2024-01-01,extra\n4,1.00,2024-01-01\n", 1, 1)]
    [InlineData("id,amount,changed_at\n3,1.00,2024-01-01\n3,1.00,2024-01-01\n", 1, 1)]
    [InlineData("id,amount,changed_at\n3,1.00,2024-01-01\n4,much,2024-01-01\n", 1, 1)]
    [InlineData("id,amount,changed_at\n3,1.00,2024-01-01\n4,\"1.00,2024-01-01\n", 1, 1)]
    public async Task Rows_that_do_not_fit_go_to_quarantine_and_the_others_land(string content, long loaded, long quarantined)
    {
        _folder.Write("landing/deal_2.csv", content);

        RunReport report = await RunAsync();

        LandedEntity deal = Assert.Single(report.Landed);
        Assert.True(report.IsGood);
        Assert.Equal((loaded + 2, quarantined), (deal.LoadedRows, deal.QuarantinedRows));
        Assert.Equal(deal.DeliveredRows, deal.LoadedRows + deal.QuarantinedRows);
    }

    [Fact]
    public async Task A_row_in_another_encoding_goes_to_quarantine()
    {
        byte[] latin = [.. Encoding.UTF8.GetBytes("id,amount,changed_at\n3,1.00,2024-01-01\nM"), 0xFC, .. "ller,1.00,2024-01-01\n"u8];
        await File.WriteAllBytesAsync(_folder.At("landing", "deal_2.csv"), latin);

        RunReport report = await RunAsync();

        Assert.Equal((3L, 1L), (Assert.Single(report.Landed).LoadedRows, Assert.Single(report.Landed).QuarantinedRows));
    }

    [Theory]
    [InlineData("select id, amount from bronze.crm_deal", "selec id, amount from bronze.crm_deal")]
    [InlineData("select id, amount from bronze.crm_deal", "select id, amount from gold.deal")]
    [InlineData("select id, amount from bronze.crm_deal", "select id, amount from bronze.crm_deals")]
    [InlineData("kind: full", "kind: ful")]
    public async Task A_faulty_model_is_told_before_anything_runs(string found, string replaced)
    {
        _folder.Write("project/sql/gold/deal.sql", Model.Replace(found, replaced, StringComparison.Ordinal));

        LakehouseException fault = await Assert.ThrowsAnyAsync<LakehouseException>(() => RunAsync());

        Assert.StartsWith("LH4", fault.Code, StringComparison.Ordinal);
        Assert.Contains("deal.sql", fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.NextStep);
    }

    [Fact]
    public async Task A_header_that_differs_from_the_select_fails_the_model()
    {
        _folder.Write("project/sql/gold/deal.sql", Model.Replace("select id, amount", "select id, amount as worth", StringComparison.Ordinal));

        RunReport report = await RunAsync();

        StepResult step = Assert.Single(report.Built!.Steps);
        Assert.Equal(StepStatus.Failed, step.Status);
        Assert.Contains("worth", step.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_fails_leaves_the_table_and_the_release_as_they_were()
    {
        RunReport before = await RunAsync();
        _folder.Write("landing/deal_2.csv", "id,amount,changed_at\n3,-1.00,2024-01-03T00:00:00Z\n");

        RunReport after = await RunAsync();

        Assert.False(after.IsGood);
        Assert.Equal(StepStatus.Failed, Assert.Single(after.Built!.Steps).Status);
        Assert.Equal((before.Built!.Release, false), (after.Built.Release, after.Built.IsReleasePublished));
    }

    [Fact]
    public async Task Two_runs_at_once_are_one_run_and_one_refusal()
    {
        using RunLock held = RunLock.Take(_folder.At("project", "warehouse"), "other", TimeProvider.System.GetUtcNow());

        RunException fault = await Assert.ThrowsAsync<RunException>(() => RunAsync());

        Assert.Equal("LH7001", fault.Code);
    }

    private async Task<RunReport> RunAsync(bool keepGoing = false)
    {
        LakehouseProject project = LakehouseProject.Open(_folder.At("project"), new ProjectChoices { ReferenceFolder = Repository.Root });
        await using ProjectLakehouse lakehouse = new(project, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), "Lakehouse/test");
        return await new LakehouseRun(lakehouse)
            .ExecuteAsync(new RunRequest { Project = project, KeepGoing = keepGoing }, progress: null, CancellationToken.None);
    }
}
