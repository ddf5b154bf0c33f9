using System.Globalization;
using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;
using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Marketing;

/// <summary>Delivers what the advertising platforms report; their spending is the plan's, day by day.</summary>
/// <param name="world">Where to.</param>
internal sealed class AdPlatforms(SampleWorld world)
{
    private const string LinkedInAccount = "512345678";
    private const string GoogleCustomer = "4567891230";
    private const double DollarsPerSocialClick = 9.5;
    private const double DollarsPerSearchClick = 6.0;
    private static readonly (string Name, double Share)[] Devices = [("DESKTOP", 0.68), ("MOBILE", 0.32)];

    /// <summary>Delivers both platforms.</summary>
    public void Deliver()
    {
        DeliverLinkedIn();
        DeliverGoogle();
    }

    private void DeliverLinkedIn()
    {
        DateTime start = world.Calendar.Start.AddHours(3);
        new TrackedRecord(OtherLayouts.LinkedInAccount, start).With(
            ("id", LinkedInAccount),
            ("name", "Larkfield Software - EUR"),
            ("currency", "EUR"),
            ("status", "ACTIVE"),
            ("created_time", FieldText.Of(start.AddYears(-2)))).Deliver(world.Calendar, world.Sink);
        IReadOnlyList<Campaign> campaigns =
            [.. world.Campaigns.Campaigns.Where(each => each.Profile.Channel == Channel.PaidSocial)];
        Dictionary<string, string> groups = new(StringComparer.Ordinal);
        for (int i = 0; i < campaigns.Count; i++)
        {
            string id = (310_000_000 + (i * 7919)).ToString(CultureInfo.InvariantCulture);

            // The campaign of one quarter was deleted on the platform: its days and money are there, its name is not.
            bool isDeleted = i == campaigns.Count / 2;
            if (!isDeleted)
            {
                DeliverLinkedInCampaign(campaigns[i], id, GroupOf(campaigns[i], groups));
            }

            else
            {
                world.Truth.Flaw("ad_campaign_deleted_with_spend", "linkedin_campaign", id);
            }

            DeliverLinkedInDays(campaigns[i], id, campaigns);
        }
    }

    private string GroupOf(Campaign campaign, Dictionary<string, string> groups)
    {
        string name = campaign.Name[..^5];
        if (groups.TryGetValue(name, out string? known))
        {
            return known;
        }

        string id = (610_000_000 + (groups.Count * 104_729)).ToString(CultureInfo.InvariantCulture);
        groups.Add(name, id);
        DateTime created = campaign.FirstDay.ToDateTime(new TimeOnly(6, 0), DateTimeKind.Utc);
        TrackedRecord group = new TrackedRecord(OtherLayouts.LinkedInCampaignGroup, created).With(
            ("id", id),
            ("account_id", LinkedInAccount),
            ("name", name),
            ("status", "ACTIVE"),
            ("created_time", FieldText.Of(created)));
        group.Change(campaign.LastDay.ToDateTime(new TimeOnly(23, 0), DateTimeKind.Utc), "status", "COMPLETED");
        group.Deliver(world.Calendar, world.Sink);
        return id;
    }

    private void DeliverLinkedInCampaign(Campaign campaign, string id, string group)
    {
        DateTime created = campaign.FirstDay.ToDateTime(new TimeOnly(6, 30), DateTimeKind.Utc);
        TrackedRecord record = new TrackedRecord(OtherLayouts.LinkedInCampaign, created).With(
            ("id", id),
            ("account_id", LinkedInAccount),
            ("campaign_group_id", group),
            ("name", campaign.Name),
            ("objective_type", "LEAD_GENERATION"),
            ("status", "ACTIVE"),
            ("created_time", FieldText.Of(created)));
        record.Change(campaign.LastDay.ToDateTime(new TimeOnly(23, 0), DateTimeKind.Utc), "status", "COMPLETED");
        record.Deliver(world.Calendar, world.Sink);
    }

    private void DeliverLinkedInDays(Campaign campaign, string id, IReadOnlyList<Campaign> all)
    {
        RandomStream chance = world.Chance("linkedin " + id);
        for (int month = world.Calendar.MonthOf(campaign.FirstDay); month <= world.Calendar.MonthOf(campaign.LastDay); month++)
        {
            int sharing = all.Count(other => other.RunsOn(world.Calendar.FirstDayOf(month)));
            double dollars = (double)world.Spend.SpendOf(Channel.PaidSocial, month) / sharing;
            foreach ((DateOnly day, double share) in DaysOf(month, chance))
            {
                double today = dollars * share;
                decimal euros = FieldText.Money(today / (double)world.Rates.ToDollars("EUR", day));
                int clicks = chance.NextPoisson(today / DollarsPerSocialClick);
                DateTime cursor = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
                world.Sink.Add(OtherLayouts.LinkedInAnalytics, cursor, OtherLayouts.LinkedInAnalytics.Row(
                    ("campaign_id", id),
                    ("day", FieldText.Of(day)),
                    ("impressions", FieldText.Of(clicks * chance.NextInt(150, 260) + chance.NextInt(200))),
                    ("clicks", FieldText.Of(clicks)),
                    ("cost_in_local_currency", FieldText.Of(euros)),
                    ("external_website_conversions", FieldText.Of(chance.NextPoisson(clicks * 0.03))),
                    ("one_click_leads", FieldText.Of(chance.NextPoisson(clicks * 0.01)))));
                world.Books.LinkedInEuros[month] += euros;
            }
        }
    }

    private void DeliverGoogle()
    {
        DateTime start = world.Calendar.Start.AddHours(4);
        new TrackedRecord(OtherLayouts.GoogleCustomer, start).With(
            ("id", GoogleCustomer),
            ("descriptive_name", "Larkfield Software"),
            ("currency_code", "USD"),
            ("time_zone", "America/New_York")).Deliver(world.Calendar, world.Sink);
        int number = 0;
        foreach (Campaign campaign in world.Campaigns.Campaigns.Where(each => each.Profile.Channel == Channel.PaidSearch))
        {
            string id = (17_000_000_000L + (number++ * 15_485_863L)).ToString(CultureInfo.InvariantCulture);
            TrackedRecord record = new TrackedRecord(
                OtherLayouts.GoogleCampaign,
                campaign.FirstDay.ToDateTime(new TimeOnly(5, 0), DateTimeKind.Utc)).With(
                    ("id", id),
                    ("customer_id", GoogleCustomer),
                    ("name", campaign.Name),
                    ("advertising_channel_type", "SEARCH"),
                    ("status", "ENABLED"),
                    ("start_date", FieldText.Of(campaign.FirstDay)));
            DateTime over = campaign.LastDay.AddDays(1).ToDateTime(new TimeOnly(5, 0), DateTimeKind.Utc);
            record.Change(over, "status", "PAUSED");
            record.Change(over, "end_date", FieldText.Of(campaign.LastDay));
            record.Deliver(world.Calendar, world.Sink);
            DeliverGoogleDays(campaign, id);
        }
    }

    private void DeliverGoogleDays(Campaign campaign, string id)
    {
        RandomStream chance = world.Chance("google " + id);
        double part = campaign.Name.EndsWith("Category", StringComparison.Ordinal) ? 0.5 : 0.25;
        for (int month = world.Calendar.MonthOf(campaign.FirstDay); month <= world.Calendar.MonthOf(campaign.LastDay); month++)
        {
            double dollars = (double)world.Spend.SpendOf(Channel.PaidSearch, month) * part;
            foreach ((DateOnly day, double share) in DaysOf(month, chance))
            {
                foreach ((string device, double deviceShare) in Devices)
                {
                    AddGoogleDay((id, day, device), dollars * share * deviceShare, chance);
                }
            }
        }
    }

    private void AddGoogleDay((string Id, DateOnly Day, string Device) key, double dollars, RandomStream chance)
    {
        int clicks = chance.NextPoisson(dollars / DollarsPerSearchClick);
        long micros = (long)(FieldText.Money(dollars) * 1_000_000m);
        world.Books.GoogleDollars[world.Calendar.MonthOf(key.Day)] += micros / 1_000_000m;
        world.Sink.Add(
            OtherLayouts.GoogleStats,
            key.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            OtherLayouts.GoogleStats.Row(
                ("customer_id", GoogleCustomer),
                ("id", key.Id),
                ("date", FieldText.Of(key.Day)),
                ("device", key.Device),
                ("impressions", FieldText.Of(clicks * chance.NextInt(18, 40) + chance.NextInt(30))),
                ("clicks", FieldText.Of(clicks)),
                ("cost_micros", FieldText.Of(micros)),
                ("conversions", FieldText.Of(chance.NextPoisson(clicks * 0.05) * 1.0m))));
    }

    // Days of a month with their share of its money: fewer at weekends, uneven otherwise.
    private List<(DateOnly Day, double Share)> DaysOf(int month, RandomStream chance)
    {
        List<(DateOnly Day, double Share)> days = [];
        double total = 0;
        for (DateOnly day = world.Calendar.FirstDayOf(month); day <= world.Calendar.LastDayOf(month); day = day.AddDays(1))
        {
            double weight = chance.Between(0.7, 1.3) * (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.4 : 1);
            total += weight;
            days.Add((day, weight));
        }

        return [.. days.Select(each => (each.Day, each.Share / total))];
    }
}
