namespace Lakehouse.Sample.Journeys;

/// <summary>The true rates of progress; all of them are told in the truth files.</summary>
internal static class JourneyRates
{
    /// <summary>The stages' names, in their order.</summary>
    public static readonly IReadOnlyList<string> StageNames =
        ["unaware", "aware", "engaged", "qualified", "sales-ready", "customer"];

    /// <summary>How many of a company's people can be touched, by stage.</summary>
    public static readonly IReadOnlyList<int> ReachablePeople = [2, 3, 5, int.MaxValue, int.MaxValue, int.MaxValue];

    /// <summary>For how many days a touch raises the chance of progress.</summary>
    public const int MemoryDays = 45;

    /// <summary>The daily chance of progress without any touch: from unaware, aware, engaged, qualified.</summary>
    public static readonly IReadOnlyList<double> DailyProgress = [0.0040, 0.0050, 0.0060, 0.0080];

    /// <summary>What not fitting the ideal customer multiplies the chance of qualifying by.</summary>
    public const double NotIdealFactor = 0.45;

    /// <summary>The share of companies in each stage when the sample begins, unaware to qualified, then customers.</summary>
    public static readonly IReadOnlyList<double> FirstStages = [0.42, 0.22, 0.15, 0.08, 0.0, 0.13];

    /// <summary>For how many days a company that did not buy, or left, is not asked again.</summary>
    public const int CoolOffDays = 90;
}
