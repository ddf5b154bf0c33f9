using System.Globalization;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.World;

/// <summary>All campaigns: by the quarter for most channels, by the month for e-mail and webinars, always on for search.</summary>
internal sealed class CampaignPlan
{
    private static readonly string[] Themes =
        ["Data Leaders", "Faster Close", "One Pipeline", "Clean Numbers", "Trusted Forecast"];

    private static readonly string[] SearchThemes = ["Brand", "Category", "Competitor"];
    private readonly List<Campaign> _campaigns = [];
    private readonly SalesforceIds _ids;
    private readonly SampleCalendar _calendar;
    private readonly SpendPlan _spend;
    private readonly Dictionary<(Channel Channel, int Month), List<Campaign>> _byMonth = [];

    /// <summary>Plans the campaigns.</summary>
    /// <param name="calendar">The months.</param>
    /// <param name="spend">What each channel may spend.</param>
    /// <param name="ids">Gives campaign ids.</param>
    public CampaignPlan(SampleCalendar calendar, SpendPlan spend, SalesforceIds ids)
    {
        _calendar = calendar;
        _spend = spend;
        _ids = ids;
        foreach (ChannelProfile profile in ChannelProfile.All)
        {
            PlanChannel(profile);
        }

        foreach (Campaign campaign in _campaigns)
        {
            for (int month = calendar.MonthOf(campaign.FirstDay); month <= calendar.MonthOf(campaign.LastDay); month++)
            {
                if (!_byMonth.TryGetValue((campaign.Profile.Channel, month), out List<Campaign>? running))
                {
                    running = [];
                    _byMonth.Add((campaign.Profile.Channel, month), running);
                }

                running.Add(campaign);
            }
        }
    }

    /// <summary>All campaigns, programs not included, in the order of their ids.</summary>
    public IReadOnlyList<Campaign> Campaigns => _campaigns;

    /// <summary>The programs: one a channel, to which its campaigns belong.</summary>
    public IReadOnlyList<Campaign> Programs => _programs;

    private readonly List<Campaign> _programs = [];

    /// <summary>The campaigns of a channel that run in a month; at least one.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="month">The month.</param>
    public IReadOnlyList<Campaign> Running(Channel channel, int month) => _byMonth[(channel, month)];

    /// <summary>What a campaign costs: its equal share of its channel's spending in the months in which it runs.</summary>
    /// <param name="campaign">The campaign.</param>
    public decimal CostOf(Campaign campaign)
    {
        decimal cost = 0;
        Channel channel = campaign.Profile.Channel;
        for (int month = _calendar.MonthOf(campaign.FirstDay); month <= _calendar.MonthOf(campaign.LastDay); month++)
        {
            cost += _spend.SpendOf(channel, month) / Running(channel, month).Count;
        }

        return decimal.Round(cost, 2) + 0.00m;
    }

    private void PlanChannel(ChannelProfile profile)
    {
        string title = profile.CampaignType;
        Campaign program = new(
            _ids.Next("701"),
            $"{title} Program",
            profile,
            null,
            _calendar.FirstDay,
            _calendar.LastDayOf(_calendar.Months - 1),
            Budget(profile, 0, _calendar.Months - 1));
        _programs.Add(program);
        int step = profile.MonthsPerCampaign;
        for (int month = 0; month < _calendar.Months; month += step)
        {
            int last = Math.Min(month + step, _calendar.Months) - 1;
            foreach (string name in NamesOf(profile, month, step))
            {
                _campaigns.Add(new Campaign(
                    _ids.Next("701"),
                    name,
                    profile,
                    program.Id,
                    _calendar.FirstDayOf(month),
                    _calendar.LastDayOf(last),
                    decimal.Round(Budget(profile, month, last) / NamesOf(profile, month, step).Count(), 2)));
            }
        }
    }

    private decimal Budget(ChannelProfile profile, int first, int last) =>
        decimal.Round(
            Enumerable.Range(first, last - first + 1).Sum(month => _spend.SpendOf(profile.Channel, month)) / 500) * 500;

    private IEnumerable<string> NamesOf(ChannelProfile profile, int month, int step)
    {
        DateOnly day = _calendar.FirstDayOf(month);
        string theme = Themes[(month / 3) % Themes.Length];
        if (profile.Channel == Channel.PaidSearch)
        {
            return SearchThemes.Select(each => $"{day.Year} {profile.CampaignType} {each}");
        }

        string period = step == 1
            ? day.ToString("yyyy-MM", CultureInfo.InvariantCulture)
            : $"{day.Year}-Q{((day.Month - 1) / 3) + 1}";
        string name = $"{period} {profile.CampaignType} {theme}";
        return profile.Channel is Channel.PaidSocial or Channel.Event
            ? [$"{name} AMER", $"{name} EMEA"]
            : [name];
    }
}
