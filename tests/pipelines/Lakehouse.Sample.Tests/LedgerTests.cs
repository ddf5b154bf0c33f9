using System.Globalization;
using Lakehouse.Sample.Tests.Reading;

namespace Lakehouse.Sample.Tests;

[Collection(DefaultSample.Name)]
public sealed class LedgerTests(Reading.Sample sample)
{
    [Fact]
    public void Every_journal_balances_in_its_currency() =>
        Assert.All(
            Lines().GroupBy(row => $"{row["journal_id"]} {row["currency"]}"),
            journal => Assert.Equal(
                journal.Sum(row => Reading.Sample.Money(row["debit"])),
                journal.Sum(row => Reading.Sample.Money(row["credit"]))));

    [Fact]
    public void Advertising_cost_in_the_ledger_is_what_the_platforms_charged()
    {
        Dictionary<string, decimal> rates = sample.Newest("finance.fx_rate").Values
            .Where(row => row["from_currency"] == "EUR" && row["rate_type"] == "SPOT")
            .ToDictionary(row => row["rate_date"]!, row => Reading.Sample.Money(row["rate"]), StringComparer.Ordinal);
        Dictionary<string, decimal> euros = ByMonth(sample.Newest("linkedin_ads.ad_analytics_by_campaign").Values, "day", "cost_in_local_currency");
        Dictionary<string, decimal> micros = ByMonth(sample.Newest("google_ads.campaign_stats").Values, "date", "cost_micros");
        foreach ((string account, Func<string, string, decimal> charged) in new (string, Func<string, string, decimal>)[]
        {
            ("6110", (month, close) => euros[month] * rates[close]),
            ("6120", (month, _) => micros[month] / 1_000_000m),
        })
        {
            DeliveredRow[] posted = [.. Lines().Where(row => row["account_code"] == account)];

            Assert.Equal(24, posted.Length);
            Assert.All(posted, row => Assert.Equal(
                decimal.Round(charged(row["posting_date"]![..7], row["posting_date"]!), 2),
                Reading.Sample.Money(row["debit"])));
        }
    }

    [Fact]
    public void Commissions_are_a_tenth_of_what_was_booked()
    {
        Dictionary<string, decimal> booked = ByMonth(
            sample.Truth("bookings").Where(row => Reading.Sample.Money(row["amount_usd_at_close_spot"]) > 0),
            "close_date",
            "amount_usd_at_close_spot");

        Assert.All(
            Lines().Where(row => row["account_code"] == "6310"),
            row => Assert.Equal(
                decimal.Round(booked[row["posting_date"]![..7]] * 0.1m, 2),
                Reading.Sample.Money(row["debit"]) - Reading.Sample.Money(row["credit"])));
    }

    [Fact]
    public void Revenue_of_a_month_is_what_the_subscriptions_that_run_on_its_first_day_are_worth()
    {
        // A subscription repriced within December shows its new worth only; that is the room left on both sides.
        Dictionary<string, decimal> rates = sample.Newest("finance.fx_rate").Values
            .Where(row => row["rate_type"] == "SPOT" && row["rate_date"] == "2024-12-01")
            .ToDictionary(row => row["from_currency"]!, row => Reading.Sample.Money(row["rate"]), StringComparer.Ordinal);
        rates.Add("USD", 1);
        DeliveredRow[] running =
        [
            .. sample.Newest("finance.subscription").Values.Where(row =>
                string.CompareOrdinal(row["start_date"], "2024-12-01") <= 0
                && (row["end_date"] is null || string.CompareOrdinal(row["end_date"], "2024-12-01") > 0)),
        ];
        decimal expected = running.Sum(row => decimal.Round(Reading.Sample.Money(row["mrr"]) * rates[row["currency"]!], 2));
        decimal earned = Reading.Sample.Money(Lines()
            .Single(row => row["account_code"] == "4000" && row["posting_date"] == "2024-12-31")["credit"]);
        decimal repriced = running.Where(row => row["updated_at"]!.StartsWith("2024-12", StringComparison.Ordinal))
            .Sum(row => Reading.Sample.Money(row["mrr"]) * rates[row["currency"]!]);

        Assert.InRange(earned, expected - (repriced * 0.5m), expected + (repriced * 0.5m));
    }

    [Fact]
    public void Every_cost_category_is_posted_every_month()
    {
        string[] accounts = ["6110", "6120", "6130", "6140", "6150", "6160", "6170", "6180", "6200", "6210", "6220", "6300", "6320", "6400"];

        Assert.All(accounts, account => Assert.Equal(
            24,
            Lines().Where(row => row["account_code"] == account).Select(row => row["posting_date"]![..7]).Distinct().Count()));
    }

    [Fact]
    public void Invoices_of_a_new_deal_that_are_not_void_never_exceed_what_was_agreed()
    {
        IReadOnlyDictionary<string, DeliveredRow> deals = sample.Newest("salesforce.opportunity");
        IEnumerable<IGrouping<string, DeliveredRow>> invoiced = sample.Newest("finance.invoice").Values
            .Where(row => row["crm_opportunity_id"] is not null && row["status"] != "VOID" && row["invoice_type"] != "CREDIT")
            .GroupBy(row => row["crm_opportunity_id"]!);
        int complete = 0;
        foreach (IGrouping<string, DeliveredRow> group in invoiced)
        {
            DeliveredRow deal = deals[group.Key];
            decimal total = group.Sum(row => Reading.Sample.Money(row["amount"]));
            decimal agreed = Reading.Sample.Money(deal["Amount"]);

            Assert.Equal("true", deal["IsWon"]);
            if (agreed > 0)
            {
                Assert.InRange(total, 0, agreed + 0.06m);
                complete += total == agreed ? 1 : 0;
            }
        }

        Assert.True(complete > 40);
    }

    [Fact]
    public void Credits_are_negative_and_nothing_else_is() =>
        Assert.All(
            sample.Newest("finance.invoice").Values,
            row => Assert.Equal(row["invoice_type"] == "CREDIT", Reading.Sample.Money(row["amount"]) < 0));

    [Fact]
    public void Every_day_has_a_spot_rate_and_every_year_a_budget_rate()
    {
        ILookup<string, DeliveredRow> rates = sample.Newest("finance.fx_rate").Values.ToLookup(row => row["rate_type"]!, StringComparer.Ordinal);

        Assert.Equal(731 * 3, rates["SPOT"].Count());
        Assert.Equal(["2023-01-01", "2024-01-01"], rates["BUDGET"].Select(row => row["rate_date"]!).Distinct().Order());
        Assert.Equal(["EUR", "GBP", "JPY"], rates["BUDGET"].Select(row => row["from_currency"]!).Distinct().Order());
    }

    private IEnumerable<DeliveredRow> Lines() => sample.Newest("finance.general_ledger").Values;

    private static Dictionary<string, decimal> ByMonth(IEnumerable<DeliveredRow> rows, string day, string amount) =>
        rows.GroupBy(row => row[day]![..7]).ToDictionary(
            group => group.Key,
            group => group.Sum(row => decimal.Parse(row[amount]!, CultureInfo.InvariantCulture)),
            StringComparer.Ordinal);
}
