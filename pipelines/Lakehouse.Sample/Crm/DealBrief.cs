namespace Lakehouse.Sample.Crm;

/// <summary>What a new deal is about.</summary>
/// <param name="Type">New Business, Expansion or Renewal.</param>
/// <param name="Dollars">The yearly value in US dollars.</param>
/// <param name="Source">The conformed lead source.</param>
/// <param name="CampaignId">The campaign that brought it, or null.</param>
/// <param name="CycleDays">How long the seller expects it to take.</param>
internal sealed record DealBrief(string Type, double Dollars, string Source, string? CampaignId, int CycleDays)
{
    /// <summary>The yearly value in the customer's currency, where it follows from a contract; else null.</summary>
    public decimal? Amount { get; init; }
}
