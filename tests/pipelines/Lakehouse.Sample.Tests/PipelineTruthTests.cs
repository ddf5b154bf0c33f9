using System.Globalization;
using Lakehouse.Sample.Tests.Reading;

namespace Lakehouse.Sample.Tests;

[Collection(DefaultSample.Name)]
public sealed class PipelineTruthTests(Reading.Sample sample)
{
    private static readonly string[] Fields =
        ["StageName", "Amount", "CurrencyIsoCode", "CloseDate", "OwnerId", "MergedInto__c", "IsDeleted"];

    [Fact]
    public void Walking_the_history_back_from_the_current_row_gives_the_state_known_at_every_month_end()
    {
        IReadOnlyDictionary<string, DeliveredRow> deals = sample.Newest("salesforce.opportunity");
        ILookup<string, DeliveredRow> history = History();
        IReadOnlyList<DeliveredRow> truth = sample.Truth("pipeline_truth");

        Assert.Equal(deals.Keys.Order(), truth.Select(row => row["opportunity_id"]).Distinct().Order());
        foreach (DeliveredRow told in truth)
        {
            string id = told["opportunity_id"]!;
            string end = DateOnly.Parse(told["month_end"]!, CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Dictionary<string, string?> state = Fields.ToDictionary(field => field, field => StateAt(deals[id], history[id], field, end));
            string expected = string.Join(';', told["stage_raw"], told["amount"], told["currency"], told["close_date"], told["owner_id"], told["merged_into"], told["is_deleted"]);

            Assert.Equal(expected, string.Join(';', Fields.Select(field => state[field])));
        }
    }

    [Fact]
    public void What_was_known_and_what_is_true_differ_exactly_where_a_close_was_recorded_in_a_later_month()
    {
        string[] differing =
        [
            .. sample.Truth("pipeline_truth")
                .Where(row => row["is_open"] != row["corrected_is_open"] || row["stage"] != row["corrected_stage"])
                .Select(row => row["opportunity_id"]!).Distinct().Order(StringComparer.Ordinal),
        ];
        IEnumerable<string> late = sample.Truth("backdated_edits")
            .Where(row => row["crosses_month_end"] == "true")
            .Select(row => row["opportunity_id"]!).Distinct().Order(StringComparer.Ordinal);

        Assert.NotEmpty(differing);
        Assert.Equal(late, differing);
    }

    [Fact]
    public void Every_deal_has_one_created_row_and_chains_of_values_without_gaps()
    {
        ILookup<string, DeliveredRow> history = History();
        foreach ((string id, DeliveredRow deal) in sample.Newest("salesforce.opportunity"))
        {
            Assert.Single(history[id], row => row["Field"] == "created");
            foreach (string field in Fields)
            {
                DeliveredRow[] changes = [.. history[id].Where(row => row["Field"] == field)];
                string?[] values = [.. changes.Select(row => row["OldValue"]), deal[field]];
                string?[] reached = [StateAt(deal, history[id], field, "2000"), .. changes.Select(row => row["NewValue"])];

                Assert.Equal(values.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public void Bookings_are_the_deals_that_are_won_and_not_deleted()
    {
        IEnumerable<string> won = sample.Newest("salesforce.opportunity").Values
            .Where(row => row["IsWon"] == "true" && row["IsDeleted"] == "false")
            .Select(row => $"{row["Id"]} {row["CloseDate"]} {row["Amount"]} {row["CurrencyIsoCode"]}");
        IEnumerable<string> told = sample.Truth("bookings")
            .Select(row => $"{row["opportunity_id"]} {row["close_date"]} {row["amount"]} {row["currency"]}");

        Assert.Equal(told.Order(StringComparer.Ordinal), won.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Planted_oddities_of_deals_are_in_the_files()
    {
        IReadOnlyDictionary<string, DeliveredRow> deals = sample.Newest("salesforce.opportunity");
        ILookup<string, DeliveredRow> history = History();

        Assert.All(Flawed("deal_without_account"), id => Assert.Null(deals[id]["AccountId"]));
        Assert.All(Flawed("null_currency"), id => Assert.Null(StateAt(deals[id], history[id], "CurrencyIsoCode", "2000")));
        Assert.All(Flawed("null_amount"), id => Assert.Null(StateAt(deals[id], history[id], "Amount", "2000")));
        Assert.All(Flawed("zero_amount"), id => Assert.Equal("0.00", StateAt(deals[id], history[id], "Amount", "2000")));
        Assert.All(Flawed("unknown_currency"), id => Assert.Equal("XXX", deals[id]["CurrencyIsoCode"]));
        Assert.All(Flawed("negative_amount"), id => Assert.StartsWith("-", StateAt(deals[id], history[id], "Amount", "2000")!));
        Assert.All(Flawed("open_past_close_date"), id => Assert.True(
            deals[id]["IsClosed"] == "false" && string.CompareOrdinal(deals[id]["CloseDate"], "2025-01-01") < 0));
        Assert.All(Flawed("same_second_stage_rows"), id => Assert.Contains(
            history[id].Where(row => row["Field"] == "StageName").GroupBy(row => row["CreatedDate"]),
            group => group.Count() > 1));
        Assert.All(Flawed("won_on_day_of_creation"), id => Assert.Equal(deals[id]["CreatedDate"]![..10], deals[id]["CloseDate"]));
        Assert.All(Flawed("pushed_five_times_or_more"), id => Assert.True(history[id].Count(row => row["Field"] == "CloseDate") >= 5));
    }

    [Fact]
    public void Merged_deleted_and_reopened_deals_are_in_the_files()
    {
        IReadOnlyDictionary<string, DeliveredRow> deals = sample.Newest("salesforce.opportunity");
        ILookup<string, DeliveredRow> history = History();
        DeliveredRow[] deleted = [.. sample.Truth("deleted").Where(row => row["object"] == "opportunity")];

        Assert.All(sample.Truth("merged").Where(row => row["object"] == "opportunity"), row =>
        {
            Assert.Equal(row["merged_into"], deals[row["id"]!]["MergedInto__c"]);
            Assert.Equal("Duplicate", deals[row["id"]!]["LossReason__c"]);
            Assert.Contains(row["merged_into"]!, deals.Keys);
        });
        Assert.All(deleted, row => Assert.Equal(row["undeleted_at"] is null ? "true" : "false", deals[row["id"]!]["IsDeleted"]));
        Assert.Contains(deleted, row => row["undeleted_at"] is null);
        Assert.Contains(deleted, row => row["undeleted_at"] is not null);
        Assert.All(sample.Truth("reopened"), row => Assert.Contains(
            history[row["opportunity_id"]!],
            each => each["Field"] == "StageName" && each["CreatedDate"] == row["reopened_at"]
                && each["OldValue"]!.StartsWith("Closed", StringComparison.Ordinal)));
        Assert.NotEmpty(sample.Truth("reopened"));
    }

    [Fact]
    public void Backdated_closes_carry_a_close_date_before_the_day_on_which_they_were_recorded()
    {
        ILookup<string, DeliveredRow> history = History();
        IReadOnlyList<DeliveredRow> backdated = sample.Truth("backdated_edits");

        Assert.True(backdated.Count(row => row["crosses_month_end"] == "true") >= 5);
        Assert.All(backdated, row =>
        {
            Assert.True(string.CompareOrdinal(row["close_date"], row["recorded_at"]![..10]) < 0);
            Assert.Contains(
                history[row["opportunity_id"]!],
                each => each["Field"] == "StageName" && each["CreatedDate"] == row["recorded_at"]);
        });
    }

    private string[] Flawed(string flaw)
    {
        string[] ids = [.. sample.Truth("record_flaws").Where(row => row["flaw"] == flaw).Select(row => row["id"]!)];
        Assert.Equal(sample.Report.PlantedFlaws[flaw], ids.Length);
        return ids;
    }

    private ILookup<string, DeliveredRow> History() =>
        sample.Newest("salesforce.opportunity_field_history").Values.ToLookup(row => row["OpportunityId"]!, StringComparer.Ordinal);

    // The old value of the first change from an instant on; among changes of one second, the one that no other led to.
    private static string? StateAt(DeliveredRow deal, IEnumerable<DeliveredRow> history, string field, string from)
    {
        DeliveredRow[] later =
        [
            .. history.Where(row => row["Field"] == field && string.CompareOrdinal(row["CreatedDate"], from) >= 0),
        ];
        if (later.Length == 0)
        {
            return deal[field];
        }

        string first = later.Min(row => row["CreatedDate"])!;
        DeliveredRow[] atOnce = [.. later.Where(row => row["CreatedDate"] == first)];
        return atOnce.First(row => !atOnce.Any(other => other != row && other["NewValue"] == row["OldValue"]))["OldValue"];
    }
}
