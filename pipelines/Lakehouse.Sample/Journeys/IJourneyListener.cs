using Lakehouse.Sample.World;

namespace Lakehouse.Sample.Journeys;

/// <summary>What a journey leads to when a company is ready to buy.</summary>
internal interface IJourneyListener
{
    /// <summary>The first day on which the company is no longer a customer; the maximum if it stays or never was one.</summary>
    DateOnly LeavesOn { get; }

    /// <summary>Somebody was touched.</summary>
    /// <param name="touch">The touch.</param>
    void OnTouch(Touch touch);

    /// <summary>The company is ready to talk to sales.</summary>
    /// <param name="day">The day.</param>
    /// <param name="trigger">The last touch before, or null.</param>
    /// <returns>The stage after the deal and the first day on which that stage holds; the maximum if never.</returns>
    (JourneyStage Stage, DateOnly From) OnSalesReady(DateOnly day, Touch? trigger);
}
