using Lakehouse.Sample.Chance;

namespace Lakehouse.Sample.World;

/// <summary>What each channel spends each month, and how strongly that works: adstock, then saturation.</summary>
internal sealed class SpendPlan
{
    private readonly decimal[][] _spend;
    private readonly double[][] _adstock;
    private readonly double[][] _effect;

    /// <summary>Draws the spending.</summary>
    /// <param name="options">The seed, and how large the market is.</param>
    /// <param name="calendar">The months.</param>
    public SpendPlan(SampleOptions options, SampleCalendar calendar)
    {
        _spend = [.. ChannelProfile.All.Select(_ => new decimal[calendar.Months])];
        _adstock = [.. ChannelProfile.All.Select(_ => new double[calendar.Months])];
        _effect = [.. ChannelProfile.All.Select(_ => new double[calendar.Months])];
        Scale = options.Accounts / 300.0;
        foreach (ChannelProfile profile in ChannelProfile.All)
        {
            DrawChannel(profile, options, calendar);
        }
    }

    /// <summary>How large the market is against one of 300 companies.</summary>
    public double Scale { get; }

    /// <summary>What a channel spends in a month, in US dollars.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="month">The month.</param>
    public decimal SpendOf(Channel channel, int month) => _spend[(int)channel][month];

    /// <summary>The adstock of a month, as a multiple of an average month's spend.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="month">The month.</param>
    public double AdstockOf(Channel channel, int month) => _adstock[(int)channel][month];

    /// <summary>What touch rates are multiplied by in a month, in [0, 1).</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="month">The month.</param>
    public double EffectOf(Channel channel, int month) => _effect[(int)channel][month];

    // Flights: two weak and one strong month a quarter for most channels, drawn so that no two channels move together.
    private void DrawChannel(ChannelProfile profile, SampleOptions options, SampleCalendar calendar)
    {
        RandomStream chance = RandomStream.Of(options.Seed, $"spend {profile.Name}");
        int channel = (int)profile.Channel;
        double carried = profile.Adstock / (1 - profile.Adstock);
        for (int month = 0; month < calendar.Months; month++)
        {
            double season = calendar.FirstDayOf(month).Month switch
            {
                7 or 8 => 0.75,
                12 => 0.6,
                3 or 9 or 10 => 1.2,
                _ => 1.0,
            };
            double multiple = season * (chance.Chance(0.1) ? 0.1 : chance.NextLogNormal(0.95, 0.4));
            _spend[channel][month] = decimal.Round((decimal)(profile.MonthlySpend * Scale * multiple), 2) + 0.00m;
            double adstock = multiple + (profile.Adstock * (month == 0 ? carried : _adstock[channel][month - 1]));
            _adstock[channel][month] = adstock;
            _effect[channel][month] = adstock / (adstock + profile.HalfSaturation);
        }
    }
}
