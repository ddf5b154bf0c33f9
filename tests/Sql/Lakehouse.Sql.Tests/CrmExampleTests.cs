using Lakehouse.Runs;
using Lakehouse.Testing;

namespace Lakehouse.Sql.Tests;

/// <summary>The example project on the real CRM extract gives the published numbers.</summary>
public sealed class CrmExampleTests(CrmExampleTests.Example example) : IClassFixture<CrmExampleTests.Example>
{
    private const string Extract = "data/maven_crm";

    [SharedDataFact(Extract)]
    public void Everything_is_built_and_released()
    {
        Assert.True(example.Report.IsGood);
        Assert.True(example.Report.Built!.IsReleasePublished);
    }

    [SharedDataFact(Extract)]
    public async Task The_flow_statement_balances_quarter_by_quarter_in_counts() =>
        Assert.Equal(
            [
                "2016-10-01|0|358|0|0|358",
                "2017-01-01|358|1619|531|116|1330",
                "2017-04-01|1330|2388|1254|778|1686",
                "2017-07-01|1686|2770|1257|790|2409",
                "2017-10-01|2409|1165|1196|789|1589",
            ],
            await example.Project.QueryAsync(
                """
                select period_start, opening_count, created_count, won_count, lost_count, closing_count
                from gold.pipeline_flow_statement where stage = 'TOTAL' and scope = 'ALL_OPEN' order by period_start
                """));

    [SharedDataFact(Extract)]
    public async Task The_open_pipeline_is_worth_its_list_price() =>
        Assert.Equal(
            ["796684", "3280185", "4216807", "5763490", "3892229"],
            await example.Project.QueryAsync(
                "select closing_amount from gold.pipeline_flow_statement where stage = 'TOTAL' and scope = 'ALL_OPEN' order by period_start"));

    [SharedDataFact(Extract)]
    public async Task The_balance_sheet_counts_the_same_open_deals_independently() =>
        Assert.Equal(
            ["2016-12-31|358", "2017-03-31|1330", "2017-06-30|1686", "2017-09-30|2409", "2017-12-31|1589"],
            await example.Project.QueryAsync(
                """
                select snapshot_date, cast(sum(opp_count) as bigint) from gold.pipeline_balance_sheet
                where snapshot_date in (date '2016-12-31', date '2017-03-31', date '2017-06-30', date '2017-09-30', date '2017-12-31')
                group by snapshot_date order by snapshot_date
                """));

    [SharedDataFact(Extract)]
    public async Task The_flow_check_is_exactly_zero_in_every_cell() =>
        Assert.Equal(
            ["0"],
            await example.Project.QueryAsync(
                "select count(*) from gold.pipeline_flow_statement where check_count <> 0 or check_amount <> 0 or check_count is null or check_amount is null"));

    [SharedDataFact(Extract)]
    public async Task The_closed_only_rate_stands_beside_the_one_that_counts_open_deals() =>
        Assert.Equal(
            ["0.6315|0.5194|138|10005534|51.782|41.4792|47.9854"],
            await example.Project.QueryAsync(
                """
                select round(win_rate_count, 4), round(aj_win_rate, 4), aj_horizon_days, won_amount, won_cycle_days, lost_cycle_days, closed_cycle_days
                from gold.win_rate_summary where scope = 'ALL_HISTORY'
                """));

    [SharedDataFact(Extract)]
    public async Task The_aalen_johansen_curve_is_the_published_one() =>
        Assert.Equal(
            ["7|0.091084", "14|0.187614", "30|0.218995", "60|0.264733", "90|0.397015", "120|0.500042", "138|0.519439"],
            [.. (await example.Project.QueryAsync(
                """
                select age_days, printf('%.6f', aj_rate) from gold.stage_conversion_curve
                where from_stage = 'CREATED' and to_stage = 'WON' and age_days in (7, 14, 30, 60, 90, 120, 138) order by age_days
                """))]);

    [SharedDataFact(Extract)]
    public async Task Velocity_is_open_deals_times_rate_times_deal_size_over_cycle() =>
        Assert.Equal(
            ["1589|49370.54"],
            await example.Project.QueryAsync(
                """
                select qualified_opps, round(velocity_per_day, 2) from gold.pipeline_velocity
                where dimension = 'ALL' order by period_start desc limit 1
                """));

    [SharedDataFact(Extract)]
    public async Task No_opportunity_is_lost_to_a_join() =>
        Assert.Equal(
            ["8800|1480|1425|500"],
            await example.Project.QueryAsync(
                """
                select count(*), count(*) filter (where product_raw = 'GTXPro' and product_family = 'GTX Pro'),
                    count(*) filter (where is_open and account_id = 'UNKNOWN'), count(*) filter (where is_undated)
                from silver.opportunity
                """));

    [SharedDataFact(Extract)]
    public async Task Undated_deals_are_in_the_scorecard() =>
        Assert.Equal(
            ["500"],
            await example.Project.QueryAsync("select cast(value as bigint) from gold.data_quality_scorecard where check_name = 'undated_rows'"));

    [SharedDataFact(Extract)]
    public async Task A_second_run_reuses_everything()
    {
        RunReport again = await example.Project.RunAsync();

        Assert.True(again.IsGood);
        Assert.All(again.Built!.Steps, step => Assert.Equal(Transform.Running.StepStatus.Reused, step.Status));
    }

    public sealed class Example : IAsyncLifetime
    {
        public BuiltProject Project { get; private set; } = null!;

        public RunReport Report { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (SharedData.Find(Extract) is { } landing)
            {
                Project = new BuiltProject(Repository.At("examples", "crm-sales-opportunities"), landing);
                Report = await Project.RunAsync();
            }
        }

        public async Task DisposeAsync()
        {
            if (Project is not null)
            {
                await Project.DisposeAsync();
            }
        }
    }
}
