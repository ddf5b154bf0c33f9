namespace Lakehouse.Sample.World;

/// <summary>The true behaviour of a channel; all of it is told in the truth files.</summary>
internal sealed record ChannelProfile
{
    /// <summary>The channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Its conformed name.</summary>
    public required string Name { get; init; }

    /// <summary>Its CRM campaign type.</summary>
    public required string CampaignType { get; init; }

    /// <summary>What its campaigns are for: BRAND, DEMAND or ENABLEMENT.</summary>
    public required string Objective { get; init; }

    /// <summary>What an average month costs in US dollars with 300 companies.</summary>
    public required double MonthlySpend { get; init; }

    /// <summary>The share of last month's adstock that is still at work, in [0, 1).</summary>
    public required double Adstock { get; init; }

    /// <summary>The adstock, as a multiple of an average month's spend, at which half of the effect is reached.</summary>
    public required double HalfSaturation { get; init; }

    /// <summary>Touches a company and day at full saturation, by journey stage.</summary>
    public required IReadOnlyList<double> TouchRates { get; init; }

    /// <summary>The share of touches that leave a name: a form, a list, a reply.</summary>
    public required double ResponseShare { get; init; }

    /// <summary>
    /// What a touch in the 45 days before multiplies the daily chance of progress by: unaware to aware, aware to
    /// engaged, engaged to qualified, qualified to sales-ready.
    /// </summary>
    public required IReadOnlyList<double> ProgressFactors { get; init; }

    /// <summary>What a lead source multiplies the odds of winning by.</summary>
    public required double WinOdds { get; init; }

    /// <summary>The ledger account of its program cost.</summary>
    public required string LedgerAccount { get; init; }

    /// <summary>Who sends the invoice for it.</summary>
    public required string Vendor { get; init; }

    /// <summary>For how many months a campaign runs.</summary>
    public int MonthsPerCampaign { get; init; } = 3;

    /// <summary>What links of the channel carry as source and medium, or null where there is no link.</summary>
    public (string Source, string Medium)? Utm { get; init; }

    /// <summary>The page from which visitors come, or null.</summary>
    public string? Referrer { get; init; }

    /// <summary>Whether a touch is a visit of the web site.</summary>
    public bool IsDigital => Channel is not (Channel.Event or Channel.DirectMail or Channel.Outbound);

    /// <summary>What a campaign's member who responded is, in most cases.</summary>
    public string MemberStatus { get; init; } = "Responded";

    /// <summary>What the others are.</summary>
    public string OtherMemberStatus { get; init; } = "Responded";

    /// <summary>All channels, in the order of their numbers.</summary>
    public static readonly IReadOnlyList<ChannelProfile> All =
    [
        new()
        {
            Channel = Channel.PaidSocial, Name = "paid_social", CampaignType = "Paid Social", Objective = "BRAND",
            MonthlySpend = 14_000, Adstock = 0.5, HalfSaturation = 2.0, ResponseShare = 0.12, WinOdds = 0.8,
            TouchRates = [0.014, 0.020, 0.022, 0.018, 0.010, 0.003],
            ProgressFactors = [2.0, 1.3, 1.0, 1.0], LedgerAccount = "6110",
            Vendor = "LinkedIn Ireland", Utm = ("linkedin", "paid_social"), Referrer = "https://www.linkedin.com/",
        },
        new()
        {
            Channel = Channel.PaidSearch, Name = "paid_search", CampaignType = "Paid Search", Objective = "DEMAND",
            MonthlySpend = 11_000, Adstock = 0.1, HalfSaturation = 1.2, ResponseShare = 0.22, WinOdds = 1.1,
            TouchRates = [0.002, 0.008, 0.016, 0.022, 0.014, 0.003],
            ProgressFactors = [1.4, 1.2, 1.3, 1.6], LedgerAccount = "6120",
            Vendor = "Google LLC", Utm = ("google", "cpc"), Referrer = "https://www.google.com/", MonthsPerCampaign = 12,
        },
        new()
        {
            Channel = Channel.Email, Name = "email", CampaignType = "Email", Objective = "DEMAND",
            MonthlySpend = 2_000, Adstock = 0.0, HalfSaturation = 0.8, ResponseShare = 0.08, WinOdds = 0.9,
            TouchRates = [0.000, 0.012, 0.022, 0.020, 0.014, 0.010],
            ProgressFactors = [1.0, 1.2, 1.2, 1.1], LedgerAccount = "6130",
            Vendor = "Mailwell Inc", Utm = ("hubspot", "email"), MonthsPerCampaign = 1,
        },
        new()
        {
            Channel = Channel.Webinar, Name = "webinar", CampaignType = "Webinar", Objective = "DEMAND",
            MonthlySpend = 5_000, Adstock = 0.3, HalfSaturation = 1.0, ResponseShare = 1.0, WinOdds = 1.2,
            TouchRates = [0.000, 0.004, 0.009, 0.008, 0.004, 0.002],
            ProgressFactors = [1.2, 1.5, 2.2, 1.2], LedgerAccount = "6140",
            Vendor = "Stagecast GmbH", Utm = ("hubspot", "webinar"), MonthsPerCampaign = 1,
            MemberStatus = "Attended", OtherMemberStatus = "Registered",
        },
        new()
        {
            Channel = Channel.Event, Name = "event", CampaignType = "Trade Show", Objective = "DEMAND",
            MonthlySpend = 12_000, Adstock = 0.4, HalfSaturation = 1.5, ResponseShare = 1.0, WinOdds = 1.4,
            TouchRates = [0.001, 0.003, 0.005, 0.005, 0.003, 0.002],
            ProgressFactors = [1.6, 1.8, 1.4, 1.3], LedgerAccount = "6150",
            Vendor = "Expo Partners Ltd", MemberStatus = "Attended", OtherMemberStatus = "Attended",
        },
        new()
        {
            Channel = Channel.Content, Name = "content", CampaignType = "Content", Objective = "BRAND",
            MonthlySpend = 6_000, Adstock = 0.7, HalfSaturation = 2.5, ResponseShare = 0.15, WinOdds = 1.0,
            TouchRates = [0.004, 0.016, 0.030, 0.030, 0.020, 0.008],
            ProgressFactors = [1.3, 1.6, 1.2, 1.0], LedgerAccount = "6160",
            Vendor = "Inkhouse Studio", Referrer = "https://www.google.com/",
        },
        new()
        {
            Channel = Channel.DirectMail, Name = "direct_mail", CampaignType = "Direct Mail", Objective = "ENABLEMENT",
            MonthlySpend = 4_000, Adstock = 0.2, HalfSaturation = 1.0, ResponseShare = 0.5, WinOdds = 1.0,
            TouchRates = [0.000, 0.001, 0.003, 0.006, 0.003, 0.000],
            ProgressFactors = [1.0, 1.1, 1.2, 2.5], LedgerAccount = "6170",
            Vendor = "Paperplane Print",
        },
        new()
        {
            Channel = Channel.Outbound, Name = "outbound", CampaignType = "Outbound", Objective = "DEMAND",
            MonthlySpend = 3_000, Adstock = 0.0, HalfSaturation = 0.5, ResponseShare = 0.35, WinOdds = 0.7,
            TouchRates = [0.003, 0.005, 0.007, 0.009, 0.002, 0.000],
            ProgressFactors = [1.5, 1.1, 1.2, 1.7], LedgerAccount = "6180",
            Vendor = "Leadlist Data Co",
        },
    ];

    /// <summary>The profile of a channel.</summary>
    /// <param name="channel">The channel.</param>
    public static ChannelProfile Of(Channel channel) => All[(int)channel];
}
