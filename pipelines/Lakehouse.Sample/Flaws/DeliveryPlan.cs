namespace Lakehouse.Sample.Flaws;

/// <summary>What is wrong with the deliveries of one entity, and in which month: a share of the way through the months.</summary>
internal sealed record DeliveryPlan
{
    /// <summary>The month whose file is delivered a second time, byte for byte, under another name; negative for none.</summary>
    public double Resent { get; init; } = -1;

    /// <summary>The month whose file is delivered again with some rows corrected.</summary>
    public double Corrected { get; init; } = -1;

    /// <summary>The column that a correction changes.</summary>
    public string? CorrectedColumn { get; init; }

    /// <summary>The month whose file comes last of all, named after a later month.</summary>
    public double Late { get; init; } = -1;

    /// <summary>The month whose rows are in no order.</summary>
    public double Shuffled { get; init; } = -1;

    /// <summary>The month whose file has a byte order mark and Windows line ends.</summary>
    public double Windows { get; init; } = -1;

    /// <summary>The month from which on files have a further column.</summary>
    public double MoreColumnFrom { get; init; } = -1;

    /// <summary>That column's name.</summary>
    public string? MoreColumn { get; init; }

    /// <summary>The share of rows that come only in the next month's file.</summary>
    public double LateRowShare { get; init; }

    /// <summary>How many days at a month's end are delivered again in the next month's file.</summary>
    public int OverlapDays { get; init; }

    /// <summary>Which rows are made unreadable.</summary>
    public IReadOnlyList<(double Month, Malformation Kind)> Malformed { get; init; } = [];

    /// <summary>The column in which a word is put where a number belongs.</summary>
    public string? NumberColumn { get; init; }

    /// <summary>The column in which an impossible day is put.</summary>
    public string? DateColumn { get; init; }

    private static readonly DeliveryPlan Clean = new();

    private static readonly Dictionary<string, DeliveryPlan> Plans = new(StringComparer.Ordinal)
    {
        ["salesforce.account"] = new()
        {
            Resent = 0.25, Windows = 0.6,
            Malformed = [(0.0, Malformation.TooManyColumns), (0.0, Malformation.WrongEncoding), (0.0, Malformation.TextInNumber)],
            NumberColumn = "NumberOfEmployees",
        },
        ["salesforce.contact"] = new()
        {
            Late = 0.2, Shuffled = 0.5, Malformed = [(0.0, Malformation.TooFewColumns), (0.7, Malformation.WrongEncoding)],
        },
        ["salesforce.lead"] = new()
        {
            Corrected = 0.35, CorrectedColumn = "Phone", MoreColumnFrom = 0.6, MoreColumn = "GDPR_Consent__c",
            Malformed = [(0.5, Malformation.BadDate), (0.8, Malformation.TooFewColumns)], DateColumn = "ConvertedDate",
        },
        ["salesforce.opportunity"] = new()
        {
            LateRowShare = 0.04,
            Malformed =
            [
                (0.4, Malformation.TextInNumber), (0.55, Malformation.UnclosedQuote), (0.75, Malformation.BadDate),
            ],
            NumberColumn = "Amount", DateColumn = "CloseDate",
        },
        ["salesforce.opportunity_field_history"] = new() { Resent = 0.5, Shuffled = 0.3, LateRowShare = 0.03 },
        ["salesforce.campaign_member"] = new()
        {
            LateRowShare = 0.02, Malformed = [(0.45, Malformation.TooManyColumns)],
        },
        ["salesforce.task"] = new()
        {
            Shuffled = 0.4, Malformed = [(0.2, Malformation.TooFewColumns), (0.9, Malformation.UnclosedQuote)],
        },
        ["salesforce.event"] = new() { Windows = 0.85, Malformed = [(0.33, Malformation.BadDate)], DateColumn = "EndDateTime" },
        ["hubspot.email_event"] = new() { Resent = 0.35, Malformed = [(0.5, Malformation.CutOffJson), (0.9, Malformation.CutOffJson)] },
        ["hubspot.form_submission"] = new()
        {
            MoreColumnFrom = 0.5, MoreColumn = "gclid", Malformed = [(0.3, Malformation.CutOffJson)],
        },
        ["hubspot.page_view"] = new()
        {
            Shuffled = 0.25, Malformed = [(0.65, Malformation.TextInNumber)], NumberColumn = "dwell_seconds",
        },
        ["linkedin_ads.ad_analytics_by_campaign"] = new() { OverlapDays = 2, Malformed = [(0.4, Malformation.TooFewColumns)] },
        ["google_ads.campaign_stats"] = new() { OverlapDays = 3, Windows = 0.15 },
        ["finance.invoice"] = new()
        {
            Corrected = 0.6, CorrectedColumn = "customer_name", Windows = 0.8,
            Malformed = [(0.25, Malformation.TextInNumber), (0.7, Malformation.TooManyColumns)], NumberColumn = "amount",
        },
        ["finance.general_ledger"] = new() { Windows = 0.45, Resent = 0.7, Malformed = [(0.3, Malformation.TooManyColumns)] },
    };

    /// <summary>The plan of an entity.</summary>
    /// <param name="entity">The entity as <c>source.entity</c>.</param>
    public static DeliveryPlan Of(string entity) => Plans.GetValueOrDefault(entity, Clean);
}
