using Lakehouse.Sample.Tests.Reading;

namespace Lakehouse.Sample.Tests;

[Collection(DefaultSample.Name)]
public sealed class ReferenceTests(Reading.Sample sample)
{
    [Theory]
    [InlineData("salesforce.account", "OwnerId", "salesforce.user")]
    [InlineData("salesforce.account", "ParentId", "salesforce.account")]
    [InlineData("salesforce.account", "MasterRecordId", "salesforce.account")]
    [InlineData("salesforce.user", "ManagerId", "salesforce.user")]
    [InlineData("salesforce.contact", "AccountId", "salesforce.account")]
    [InlineData("salesforce.contact", "OwnerId", "salesforce.user")]
    [InlineData("salesforce.contact", "MasterRecordId", "salesforce.contact")]
    [InlineData("salesforce.lead", "OwnerId", "salesforce.user")]
    [InlineData("salesforce.lead", "ConvertedAccountId", "salesforce.account")]
    [InlineData("salesforce.lead", "ConvertedContactId", "salesforce.contact")]
    [InlineData("salesforce.lead", "ConvertedOpportunityId", "salesforce.opportunity")]
    [InlineData("salesforce.lead", "MasterRecordId", "salesforce.lead")]
    [InlineData("salesforce.opportunity", "AccountId", "salesforce.account")]
    [InlineData("salesforce.opportunity", "OwnerId", "salesforce.user")]
    [InlineData("salesforce.opportunity", "MergedInto__c", "salesforce.opportunity")]
    [InlineData("salesforce.opportunity_field_history", "OpportunityId", "salesforce.opportunity")]
    [InlineData("salesforce.opportunity_field_history", "CreatedById", "salesforce.user")]
    [InlineData("salesforce.opportunity_contact_role", "OpportunityId", "salesforce.opportunity")]
    [InlineData("salesforce.opportunity_contact_role", "ContactId", "salesforce.contact")]
    [InlineData("salesforce.campaign_member", "ContactId", "salesforce.contact")]
    [InlineData("salesforce.campaign_member", "LeadId", "salesforce.lead")]
    [InlineData("salesforce.task", "OwnerId", "salesforce.user")]
    [InlineData("salesforce.task", "WhatId", "salesforce.opportunity")]
    [InlineData("salesforce.task", "AccountId", "salesforce.account")]
    [InlineData("salesforce.event", "WhatId", "salesforce.opportunity")]
    [InlineData("salesforce.event", "AccountId", "salesforce.account")]
    [InlineData("salesforce.quota", "QuotaOwnerId", "salesforce.user")]
    [InlineData("linkedin_ads.campaign", "campaign_group_id", "linkedin_ads.campaign_group")]
    [InlineData("linkedin_ads.campaign", "account_id", "linkedin_ads.account")]
    [InlineData("google_ads.campaign", "customer_id", "google_ads.customer")]
    [InlineData("google_ads.campaign_stats", "id", "google_ads.campaign")]
    [InlineData("finance.invoice", "crm_account_id", "salesforce.account")]
    [InlineData("finance.invoice", "crm_opportunity_id", "salesforce.opportunity")]
    [InlineData("finance.invoice", "subscription_id", "finance.subscription")]
    [InlineData("finance.subscription", "crm_account_id", "salesforce.account")]
    [InlineData("finance.subscription", "crm_opportunity_id", "salesforce.opportunity")]
    public void Every_reference_is_to_a_delivered_record(string entity, string column, string target)
    {
        HashSet<string> known = [.. sample.Newest(target).Keys];
        string[] lost = [.. References(entity, column).Where(id => !known.Contains(id)).Distinct()];

        Assert.Empty(lost);
    }

    [Fact]
    public void Only_the_campaign_deleted_for_good_is_named_without_being_delivered()
    {
        string gone = Flawed("campaign_deleted_for_good");
        HashSet<string> known = [.. sample.Newest("salesforce.campaign").Keys];
        IEnumerable<string> lost = References("salesforce.campaign_member", "CampaignId")
            .Concat(References("salesforce.opportunity", "CampaignId"))
            .Where(id => !known.Contains(id));

        Assert.Equal([gone], lost.Distinct());
        Assert.Equal("true", sample.Newest("salesforce.campaign")[Flawed("campaign_in_recycle_bin")]["IsDeleted"]);
    }

    [Fact]
    public void Only_the_deleted_advertising_campaign_spends_without_a_name()
    {
        HashSet<string> known = [.. sample.Newest("linkedin_ads.campaign").Keys];
        IEnumerable<string> lost = References("linkedin_ads.ad_analytics_by_campaign", "campaign_id")
            .Where(id => !known.Contains(id));

        Assert.Equal([Flawed("ad_campaign_deleted_with_spend")], lost.Distinct());
    }

    [Fact]
    public void Nothing_hangs_on_an_account_that_did_not_exist_yet_but_who_went_to_a_new_one()
    {
        HashSet<string?> movers = [.. sample.Truth("contact_moves").Select(row => row["to_contact_id"])];
        IReadOnlyDictionary<string, DeliveredRow> accounts = sample.Newest("salesforce.account");
        foreach (string entity in (string[])["salesforce.contact", "salesforce.opportunity"])
        {
            Assert.All(
                sample.Newest(entity).Values.Where(row => row["AccountId"] is not null && !movers.Contains(row["Id"])),
                row => Assert.True(
                    string.CompareOrdinal(accounts[row["AccountId"]!]["CreatedDate"], row["CreatedDate"]) <= 0,
                    $"{entity} {row["Id"]}"));
        }
    }

    [Fact]
    public void Nothing_hangs_on_an_account_that_was_merged_away()
    {
        IReadOnlyDictionary<string, DeliveredRow> accounts = sample.Newest("salesforce.account");
        foreach (string entity in (string[])["salesforce.contact", "salesforce.opportunity"])
        {
            Assert.DoesNotContain(
                sample.Newest(entity).Values.Where(row => row["AccountId"] is not null),
                row => accounts[row["AccountId"]!]["IsDeleted"] == "true");
        }
    }

    [Fact]
    public void Records_keep_the_day_of_their_creation_and_never_change_before_it()
    {
        foreach (DeliveredFile file in sample.Files.Where(each => each.Header.Contains("CreatedDate") && each.Header.Contains("SystemModstamp")))
        {
            Assert.All(
                file.Rows.Where(row => row.Problem is null),
                row => Assert.True(
                    string.CompareOrdinal(row["CreatedDate"], row["SystemModstamp"]) <= 0,
                    $"{file.Path} {row["Id"]}"));
        }
    }

    private IEnumerable<string> References(string entity, string column) =>
        sample.Newest(entity).Values.Select(row => row[column]).OfType<string>();

    private string Flawed(string flaw) =>
        Assert.Single(sample.Truth("record_flaws"), row => row["flaw"] == flaw)["id"]!;
}
