using Lakehouse.Sample.Tests.Reading;

namespace Lakehouse.Sample.Tests;

[Collection(DefaultSample.Name)]
public sealed class IdentityTruthTests(Reading.Sample sample)
{
    [Theory]
    [InlineData("account_clusters", "account_id", "salesforce.account")]
    [InlineData("contact_clusters", "contact_id", "salesforce.contact")]
    [InlineData("lead_clusters", "lead_id", "salesforce.lead")]
    public void Every_record_belongs_to_exactly_one_true_entity(string file, string column, string entity) =>
        Assert.Equal(
            sample.Newest(entity).Keys.Order(StringComparer.Ordinal),
            sample.Truth(file).Select(row => row[column]!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("account_clusters", "company", "EXACT_DOMAIN,NORMALISED_NAME,TYPO")]
    [InlineData("contact_clusters", "person", "EXACT_EMAIL,NEW_EMPLOYER,SAME_NAME,TYPO")]
    [InlineData("lead_clusters", "person", "EXACT_EMAIL,PRIVATE_ADDRESS")]
    public void Copies_of_every_kind_stand_beside_their_original(string file, string entity, string kinds)
    {
        IReadOnlyList<DeliveredRow> members = sample.Truth(file);
        ILookup<string, DeliveredRow> clusters = members.ToLookup(row => row[entity]!, StringComparer.Ordinal);
        string[] found = [.. members.Select(row => row["kind"]!).Where(kind => kind != "ORIGINAL").Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(kinds.Split(','), found);
        Assert.All(clusters.Where(cluster => cluster.Count() > 1 && file != "lead_clusters"), cluster =>
            Assert.Single(cluster, row => row["kind"] == "ORIGINAL"));
        foreach (string kind in found)
        {
            string flaw = $"duplicate_{file[..^9]}_{kind.ToLowerInvariant()}";
            Assert.Equal(sample.Report.PlantedFlaws[flaw], members.Count(row => row["kind"] == kind));
        }
    }

    [Fact]
    public void Copies_with_the_same_domain_name_it_and_the_others_do_not()
    {
        IReadOnlyDictionary<string, DeliveredRow> accounts = sample.Newest("salesforce.account");
        foreach (DeliveredRow copy in sample.Truth("account_clusters").Where(row => row["kind"] != "ORIGINAL"))
        {
            string? site = accounts[copy["account_id"]!]["Website"];
            if (copy["kind"] == "EXACT_DOMAIN")
            {
                Assert.EndsWith(copy["domain"]!, site!);
            }
            else
            {
                Assert.Null(site);
            }
        }
    }

    [Fact]
    public void Merges_name_a_master_and_one_of_them_is_a_chain()
    {
        DeliveredRow[] merges = [.. sample.Truth("merged").Where(row => row["object"] == "account")];
        IReadOnlyDictionary<string, DeliveredRow> accounts = sample.Newest("salesforce.account");

        Assert.All(merges, row => Assert.Equal(row["merged_into"], accounts[row["id"]!]["MasterRecordId"]));
        Assert.Contains(merges, row => merges.Any(next => next["id"] == row["merged_into"]));
        Assert.Equal(
            merges.Select(row => row["id"]).Order(),
            accounts.Values.Where(row => row["MasterRecordId"] is not null).Select(row => row["Id"]).Order());
    }

    [Fact]
    public void Look_alikes_of_every_kind_are_different_entities_that_share_something()
    {
        IReadOnlyList<DeliveredRow> told = sample.Truth("lookalikes");
        ILookup<string, DeliveredRow> byValue = told.ToLookup(row => $"{row["reason"]} {row["shared_value"]}", StringComparer.Ordinal);

        Assert.Equal(
            ["FRANCHISE", "FREE_MAIL", "GROUP_DOMAIN", "SAME_NAME_ELSEWHERE", "SHARED_MAILBOX"],
            told.Select(row => row["reason"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(byValue, group => Assert.Equal(group.Count(), group.Select(row => row["true_entity"]).Distinct().Count()));
        Assert.Contains(byValue, group => group.Key.StartsWith("FRANCHISE", StringComparison.Ordinal) && group.Count() >= 2);
        Assert.Contains(byValue, group => group.Key.StartsWith("GROUP_DOMAIN", StringComparison.Ordinal) && group.Count() >= 2);
    }

    [Fact]
    public void Somebody_changed_employer_and_a_group_is_its_own_grandchild()
    {
        IReadOnlyDictionary<string, DeliveredRow> contacts = sample.Newest("salesforce.contact");
        IReadOnlyDictionary<string, DeliveredRow> accounts = sample.Newest("salesforce.account");
        Dictionary<string, string> companies = sample.Truth("account_clusters")
            .ToDictionary(row => row["account_id"]!, row => row["company"]!, StringComparer.Ordinal);
        IReadOnlyList<DeliveredRow> moves = sample.Truth("contact_moves");
        DeliveredRow cycle = Assert.Single(sample.Truth("hierarchy_cycles"));

        Assert.Contains(moves, row => row["from_contact_id"] == row["to_contact_id"]);
        Assert.Contains(moves, row => row["from_contact_id"] != row["to_contact_id"]);
        Assert.All(moves, row => Assert.Equal(row["to_company"], companies[contacts[row["to_contact_id"]!]["AccountId"]!]));
        Assert.Equal(cycle["parent_id"], accounts[cycle["account_id"]!]["ParentId"]);
        Assert.Equal(cycle["account_id"], accounts[cycle["parent_id"]!]["ParentId"]);
    }

    [Fact]
    public void Picklists_hold_the_told_spellings_and_some_that_nobody_mapped()
    {
        ILookup<string, string> told = sample.Truth("picklist_values").ToLookup(row => row["domain"]!, row => row["raw_value"]!, StringComparer.Ordinal);
        foreach ((string domain, string entity, string column) in new[]
        {
            ("industry", "salesforce.account", "Industry"),
            ("country", "salesforce.account", "BillingCountry"),
            ("lead_source", "salesforce.opportunity", "LeadSource"),
            ("product_family", "salesforce.opportunity", "ProductFamily__c"),
            ("stage", "salesforce.opportunity", "StageName"),
        })
        {
            Assert.Empty(sample.Newest(entity).Values.Select(row => row[column]).OfType<string>().Distinct().Except(told[domain]));
        }

        Assert.Equal(
            ["country", "industry", "lead_source", "product_family", "stage"],
            sample.Truth("unmapped_values").Select(row => row["domain"]!).Distinct().Order(StringComparer.Ordinal));
    }
}
