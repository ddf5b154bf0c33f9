namespace Lakehouse.Sample.World;

/// <summary>How marketing and sales reach people.</summary>
internal enum Channel
{
    PaidSocial,
    PaidSearch,
    Email,
    Webinar,
    Event,
    Content,
    DirectMail,
    Outbound,
}

/// <summary>Where a company stands on its way to becoming a customer.</summary>
internal enum JourneyStage
{
    Unaware,
    Aware,
    Engaged,
    Qualified,
    SalesReady,
    Customer,
}
