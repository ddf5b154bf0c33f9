namespace Lakehouse.Sample.World;

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
