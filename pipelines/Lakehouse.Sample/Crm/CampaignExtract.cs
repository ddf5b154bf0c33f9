using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Crm;

/// <summary>Delivers the CRM's campaigns.</summary>
/// <param name="world">Where to.</param>
internal sealed class CampaignExtract(SampleWorld world)
{
    /// <summary>Delivers programs and campaigns.</summary>
    public void Deliver()
    {
        foreach (Campaign campaign in world.Campaigns.Programs.Concat(world.Campaigns.Campaigns))
        {
            DateTime stamp = campaign.FirstDay.ToDateTime(new TimeOnly(7, 15), DateTimeKind.Utc);
            TrackedRecord record = new TrackedRecord(SalesforceLayouts.Campaign, stamp).With(
                ("Id", campaign.Id),
                ("Name", campaign.Name),
                ("Type", campaign.Profile.CampaignType),
                ("Status", "In Progress"),
                ("Objective__c", campaign.Profile.Objective),
                ("StartDate", FieldText.Of(campaign.FirstDay)),
                ("EndDate", FieldText.Of(campaign.LastDay)),
                ("BudgetedCost", campaign.ParentId is null ? null : FieldText.Of(campaign.Budget)),
                ("CurrencyIsoCode", "USD"),
                ("ParentId", campaign.ParentId),
                ("IsActive", "true"),
                ("IsDeleted", "false"),
                ("CreatedDate", FieldText.Of(stamp.AddDays(-20))));
            DateTime over = campaign.LastDay.AddDays(3).ToDateTime(new TimeOnly(9, 0), DateTimeKind.Utc);
            record.Change(over, "Status", "Completed");
            record.Change(over, "IsActive", "false");
            record.Deliver(world.Calendar, world.Sink);
        }
    }
}
