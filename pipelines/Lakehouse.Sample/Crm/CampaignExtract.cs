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
        Campaign[] webinars =
            [.. world.Campaigns.Campaigns.Where(each => each.Profile.Channel == Channel.Webinar)];
        Campaign gone = webinars[webinars.Length / 3];
        Campaign thrownAway = webinars[webinars.Length / 2];

        // A campaign that somebody deleted for good: its members and deals still name it.
        world.Truth.Flaw("campaign_deleted_for_good", "campaign", gone.Id);
        world.Truth.Flaw("campaign_in_recycle_bin", "campaign", thrownAway.Id);
        foreach (Campaign campaign in world.Campaigns.Programs.Concat(world.Campaigns.Campaigns).Where(each => each != gone))
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
            record.Change(over, "ActualCost", campaign.ParentId is null ? null : FieldText.Of(world.Campaigns.CostOf(campaign)));
            if (campaign == thrownAway)
            {
                record.Change(over, "IsDeleted", "true");
            }

            record.Deliver(world.Calendar, world.Sink);
        }
    }
}
