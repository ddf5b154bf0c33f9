using System.Globalization;
using Lakehouse.Sample.Tests.Reading;

namespace Lakehouse.Sample.Tests;

/// <summary>What can be estimated from the files lies near what the truth says. The bounds are wide: the market is small.</summary>
public sealed class StatisticsTests(StatisticsTests.LargerSample larger) : IClassFixture<StatisticsTests.LargerSample>
{
    private readonly Reading.Sample _sample = larger.Sample;

    [Fact]
    public void Deals_are_won_as_often_as_their_stages_rates_say()
    {
        Dictionary<string, DeliveredRow> companies = CompanyOfAccount();
        Dictionary<string, string> sources = Conformed("lead_source");
        Dictionary<string, double> rates = _sample.Truth("conversion_rates").ToDictionary(
            row => $"{row["segment"]} {row["lead_source"]} {row["is_ideal"]}",
            row => Number(row["win_rate_without_skips"]),
            StringComparer.Ordinal);
        (double Expected, bool IsWon)[] deals =
        [
            .. _sample.Newest("salesforce.opportunity").Values
                .Where(row => row["Type"] == "New Business" && row["MergedInto__c"] is null && row["IsDeleted"] == "false")
                .Where(row => string.CompareOrdinal(row["CreatedDate"], "2024-01-01") < 0 && row["AccountId"] is not null)
                .Where(row => row["LeadSource"] is not null && sources[row["LeadSource"]!] is not ("" or "UNMAPPED"))
                .Select(row => (companies[row["AccountId"]!], row))
                .Select(pair => (
                    rates[$"{pair.Item1["segment"]} {sources[pair.row["LeadSource"]!]} {pair.Item1["is_ideal"]}"],
                    pair.row["IsWon"] == "true")),
        ];

        Assert.True(deals.Length > 300);
        Assert.Equal(deals.Average(deal => deal.Expected), deals.Average(deal => deal.IsWon ? 1.0 : 0.0), 0.07);
    }

    [Fact]
    public void First_contracts_have_the_sizes_of_their_segments()
    {
        Dictionary<string, DeliveredRow> companies = CompanyOfAccount();
        ILookup<string, double> logs = _sample.Truth("bookings")
            .Where(row => row["type"] == "New Business" && row["account_id"] is not null && Number(row["amount_usd_at_close_spot"] ?? "0") > 0)
            .ToLookup(row => companies[row["account_id"]!]["segment"]!, row => Math.Log(Number(row["amount_usd_at_close_spot"])));

        Assert.All(_sample.Truth("amounts"), row => Assert.Equal(
            Math.Log(Number(row["median_usd_a_year"])),
            logs[row["segment"]!].Average(),
            0.25));
    }

    [Fact]
    public void Customers_leave_as_often_as_their_beta_distribution_says()
    {
        Dictionary<string, double> means = _sample.Truth("churn_rates")
            .ToDictionary(row => $"{row["segment"]} {row["plan"]}", row => Number(row["mean_chance_to_leave_each_term"]), StringComparer.Ordinal);
        foreach (IGrouping<string, DeliveredRow> group in _sample.Truth("churn").GroupBy(row => $"{row["segment"]} {row["plan"]}"))
        {
            Assert.Equal(means[group.Key], group.Average(row => Number(row["chance_to_leave_each_term"])), 0.06);
        }

        // Yearly customers whose first renewal within the sample lies behind them.
        DeliveredRow[] renewed =
        [
            .. _sample.Truth("churn").Where(row => row["plan"] == "ANNUAL"
                && string.CompareOrdinal(row["start_date"], "2022-04-01") > 0
                && string.CompareOrdinal(row["start_date"], "2023-12-01") < 0),
        ];
        double left = renewed.Average(row => row["left_on"] is { } day && day[..4] == (int.Parse(row["start_date"]![..4], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) ? 1.0 : 0.0);

        Assert.True(renewed.Length > 60);
        Assert.Equal(renewed.Average(row => Number(row["chance_to_leave_each_term"])), left, 0.09);
    }

    [Fact]
    public void Companies_touched_by_a_webinar_qualify_faster()
    {
        Dictionary<string, DateOnly[]> webinars = WebinarDays();
        (int Days, int Progressed)[] counts = [(0, 0), (0, 0)];
        foreach ((string company, DateOnly from, DateOnly to, bool qualified) in EngagedSpells())
        {
            DateOnly[] touched = webinars.GetValueOrDefault(company, []);
            for (DateOnly day = from.AddDays(1); day <= to; day = day.AddDays(1))
            {
                int exposed = touched.Any(touch => touch <= day && touch.AddDays(45) >= day) ? 1 : 0;
                counts[exposed].Days++;
                counts[exposed].Progressed += qualified && day == to ? 1 : 0;
            }
        }

        double ratio = ((double)counts[1].Progressed / counts[1].Days) / ((double)counts[0].Progressed / counts[0].Days);

        Assert.InRange(ratio, 1.5, 3.3);
    }

    [Fact]
    public void A_channel_that_spends_more_touches_more()
    {
        // Visits from paid search against the effect that the month's adstock had, growth of the market taken out.
        Dictionary<string, double> effect = _sample.Truth("channel_months").Where(row => row["channel"] == "paid_search")
            .ToDictionary(row => row["month"]!, row => Number(row["effect"]), StringComparer.Ordinal);
        double[] visits =
        [
            .. _sample.Newest("hubspot.page_view").Values.Where(row => row["utm_medium"] == "cpc")
                .GroupBy(row => row["occurred_at"]![..7]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (double)group.Count()),
        ];
        double[] effects = [.. effect.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
        double[] growth = [.. visits.Zip(visits.Skip(1), (before, after) => Math.Log(after / before))];
        double[] change = [.. effects.Zip(effects.Skip(1), (before, after) => Math.Log(after / before))];

        Assert.True(Correlation(growth, change) > 0.5);
    }

    private static double Correlation(double[] left, double[] right)
    {
        double meanLeft = left.Average();
        double meanRight = right.Average();
        double joint = left.Zip(right, (a, b) => (a - meanLeft) * (b - meanRight)).Sum();
        return joint / Math.Sqrt(left.Sum(a => Math.Pow(a - meanLeft, 2)) * right.Sum(b => Math.Pow(b - meanRight, 2)));
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private Dictionary<string, DeliveredRow> CompanyOfAccount() =>
        _sample.Truth("account_clusters").ToDictionary(row => row["account_id"]!, StringComparer.Ordinal);

    private Dictionary<string, string> Conformed(string domain) =>
        _sample.Truth("picklist_values").Where(row => row["domain"] == domain)
            .ToDictionary(row => row["raw_value"]!, row => row["conformed_value"] ?? "", StringComparer.Ordinal);

    private Dictionary<string, DateOnly[]> WebinarDays()
    {
        Dictionary<string, string> companies = _sample.Truth("contact_clusters").Select(row => (row["contact_id"]!, row["company"]!))
            .Concat(_sample.Truth("lead_clusters").Select(row => (row["lead_id"]!, row["company"]!)))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        HashSet<string> webinars =
            [.. _sample.Newest("salesforce.campaign").Values.Where(row => row["Type"] == "Webinar").Select(row => row["Id"]!)];
        return _sample.Newest("salesforce.campaign_member").Values
            .Where(row => webinars.Contains(row["CampaignId"]!))
            .GroupBy(row => companies[(row["ContactId"] ?? row["LeadId"])!])
            .ToDictionary(
                group => group.Key,
                group => group.Select(row => DateOnly.Parse(row["FirstRespondedDate"]!, CultureInfo.InvariantCulture)).ToArray(),
                StringComparer.Ordinal);
    }

    private IEnumerable<(string Company, DateOnly From, DateOnly To, bool Qualified)> EngagedSpells()
    {
        foreach (IGrouping<string, DeliveredRow> company in _sample.Truth("account_stages").GroupBy(row => row["company"]!))
        {
            DeliveredRow[] stages = [.. company];
            for (int i = 0; i < stages.Length; i++)
            {
                // After a lost deal a company is left alone for a while, which is no time at risk.
                if (stages[i]["stage"] == "engaged" && (i == 0 || stages[i - 1]["stage"] == "aware"))
                {
                    DateOnly from = DateOnly.Parse(stages[i]["entered_on"]!, CultureInfo.InvariantCulture);
                    bool qualified = i + 1 < stages.Length && stages[i + 1]["stage"] == "qualified";
                    DateOnly to = qualified
                        ? DateOnly.Parse(stages[i + 1]["entered_on"]!, CultureInfo.InvariantCulture)
                        : new DateOnly(2024, 12, 31);
                    yield return (company.Key, from, to, qualified);
                }
            }
        }
    }

    public sealed class LargerSample : IDisposable
    {
        internal Reading.Sample Sample { get; } = new(new SampleOptions { Accounts = 1_500 });

        public void Dispose() => Sample.Dispose();
    }
}
