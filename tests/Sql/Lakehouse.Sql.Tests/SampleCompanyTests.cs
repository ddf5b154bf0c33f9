using Lakehouse.Runs;
using Lakehouse.Sample;
using Lakehouse.Testing;

namespace Lakehouse.Sql.Tests;

/// <summary>The sample company, from extracts to gold, held against what its generator knows to be true.</summary>
public sealed class SampleCompanyTests(SampleCompanyTests.Company company) : IClassFixture<SampleCompanyTests.Company>
{
    private string Truth(string name) => $"read_csv('{company.Landing}/truth/{name}.csv', all_varchar = true)";

    [Fact]
    public void Everything_is_built_and_released()
    {
        Assert.Empty(company.Report.SourceFaults);
        Assert.True(company.Report.IsGood, string.Join('\n', company.Report.Built!.Steps.Where(step => !step.IsGood).Select(step => step.Message)));
        Assert.True(company.Report.Built!.IsReleasePublished);
    }

    [Fact]
    public async Task Loaded_plus_quarantined_is_delivered_for_every_file() =>
        Assert.Equal(
            [$"{company.Sample.Files.Count}|0"],
            await company.Project.QueryTablesAsync(
                "select count(*), count(*) filter (where delivered_rows <> loaded_rows + quarantined_rows) from ops.ingestion_batch",
                "ops.ingestion_batch"));

    [Fact]
    public async Task The_quarantine_holds_the_malformed_rows_and_no_other() =>
        Assert.Equal(
            await company.Project.QueryTablesAsync($"select file, line from {Truth("malformed_rows")} order by all"),
            await company.Project.QueryTablesAsync(
                "select source || '/' || file, cast(line as varchar) from bronze._quarantine order by all",
                "bronze._quarantine"));

    [Fact]
    public async Task A_file_that_came_twice_landed_once() =>
        Assert.Equal(
            await company.Project.QueryTablesAsync($"select file from {Truth("redelivered_files")} where is_identical = 'true' order by all"),
            await company.Project.QueryTablesAsync(
                "select source || '/' || file from ops.ingestion_batch where status = 'REDELIVERED' order by all",
                "ops.ingestion_batch"));

    [Fact]
    public async Task The_flow_check_is_exactly_zero_in_every_cell() =>
        Assert.Equal(
            ["True|0"],
            await company.Project.QueryAsync(
                "select count(*) > 0, count(*) filter (where check_count <> 0 or check_amount <> 0) from gold.pipeline_flow_statement"));

    [Fact]
    public async Task The_snapshot_of_each_month_end_is_what_was_true_then()
    {
        // A record that was delivered damaged is in quarantine, so its deals may be missing or one change behind.
        IReadOnlyList<string> found = await company.Project.QueryAsync(
            $"""
            with truth as (
                select cast(month_end as date) as day, opportunity_id, stage from {Truth("pipeline_truth")}
                where is_open = 'true' and is_deleted = 'false' and merged_into is null
            ),
            gold as (select snapshot_date as day, opportunity_id, stage from gold.pipeline_snapshot)
            select count(*) > 500, count(*) filter (where truth.stage is distinct from gold.stage) <= count(*) * 0.01
            from truth full join gold on truth.day = gold.day and truth.opportunity_id = gold.opportunity_id
            """);

        Assert.Equal(["True|True"], found);
    }

    [Fact]
    public async Task Weights_of_attribution_sum_to_one_and_credit_to_the_value() =>
        Assert.Equal(
            ["0"],
            await company.Project.QueryAsync(
                """
                with credit as (
                    select conversion_type, conversion_id, scope, model, sum(weight) as weight, sum(credited_value) as credited
                    from gold.attribution_credit group by all
                )
                select count(*) from credit
                inner join gold.attribution_path as path
                    on path.conversion_type = credit.conversion_type and path.conversion_id = credit.conversion_id and path.scope = credit.scope
                where credit.weight <> 1 or credit.credited <> path.value
                """));

    [Fact]
    public async Task Bots_are_found_by_what_they_do() =>
        Assert.Equal(
            ["True|True"],
            await company.Project.QueryAsync(
                $"""
                with bot as (select email_event_id from {Truth("bot_clicks")}),
                touch as (select split_part(touch_id, ':', -1) as email_event_id, is_human from silver.touchpoint where touch_id like '%ee%')
                select
                    count(*) filter (where bot.email_event_id is not null and not touch.is_human) >= 0.9 * count(*) filter (where bot.email_event_id is not null),
                    count(*) filter (where bot.email_event_id is null and not touch.is_human) <= 0.05 * count(*) filter (where bot.email_event_id is null)
                from touch left join bot on bot.email_event_id = touch.email_event_id
                """));

    [Fact]
    public async Task Exact_duplicates_become_one_account_and_no_two_companies_do() =>
        Assert.Equal(
            ["0|0"],
            await company.Project.QueryAsync(
                $"""
                with known as (
                    select truth.company, truth.kind, xref.account_id from {Truth("account_clusters")} as truth
                    inner join silver.account_xref as xref on xref.source_id = truth.account_id
                ),
                original as (select company, min(account_id) as account_id from known where kind = 'ORIGINAL' group by company)
                select
                    (select count(*) from known inner join original on original.company = known.company
                     where known.kind = 'EXACT_DOMAIN' and known.account_id <> original.account_id),
                    (select count(*) from (select account_id from known group by account_id having count(distinct company) > 1) as merged)
                """));

    public sealed class Company : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Landing => _folder.At("landing");

        public SampleReport Sample { get; private set; } = null!;

        public BuiltProject Project { get; private set; } = null!;

        public RunReport Report { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Sample = SampleCompany.Generate(new SampleOptions(), Landing, progress: null, CancellationToken.None);
            _folder.Write(
                "project/lakehouse.yml",
                """
                name: sample
                as_of: 2025-01-01T00:00:00Z
                sources: [salesforce, hubspot, linkedin_ads, google_ads, finance]
                """);
            Project = new BuiltProject(_folder.At("project"), Landing);
            Report = await Project.RunAsync();
        }

        public async Task DisposeAsync()
        {
            await Project.DisposeAsync();
            _folder.Dispose();
        }
    }
}
