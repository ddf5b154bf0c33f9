namespace Lakehouse.Sample.Crm;

/// <summary>The stages of a deal.</summary>
internal enum OpportunityStage
{
    Prospecting,
    Qualification,
    Proposal,
    Negotiation,
    ClosedWon,
    ClosedLost,
}

/// <summary>How stages are spelled by different teams, and what the CRM derives from them.</summary>
internal static class StageNames
{
    /// <summary>The spellings; the first set is the conformed one. The last set's evaluation stage has no mapping.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Dialects =
    [
        ["Prospecting", "Qualification", "Proposal", "Negotiation", "Closed Won", "Closed Lost"],
        ["Prospecting", "Qualification", "Proposal/Price Quote", "Negotiation/Review", "Closed Won", "Closed Lost"],
        ["prospecting", "Qualify", "PROPOSAL", "negotiation", "Closed-Won", "Closed-Lost"],
        ["Prospecting", "Qualification", "Pilot", "Negotiation", "Closed Won", "Closed Lost"],
    ];

    /// <summary>The share of deals in each dialect.</summary>
    public static readonly IReadOnlyList<double> DialectShares = [0.88, 0.06, 0.045, 0.015];

    private static readonly int[] Probabilities = [10, 25, 50, 75, 100, 0];

    private static readonly string[] Forecasts = ["Pipeline", "Pipeline", "Best Case", "Commit", "Closed", "Omitted"];

    /// <summary>A stage as a dialect spells it.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="dialect">The dialect.</param>
    public static string Raw(OpportunityStage stage, int dialect) => Dialects[dialect][(int)stage];

    /// <summary>A stage's conformed name, or UNMAPPED.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="dialect">The dialect.</param>
    public static string Conformed(OpportunityStage stage, int dialect) =>
        Dialects[dialect][(int)stage] == "Pilot" ? "UNMAPPED" : Dialects[0][(int)stage];

    /// <summary>The chance of winning that the CRM shows, 0 to 100.</summary>
    /// <param name="stage">The stage.</param>
    public static int Probability(OpportunityStage stage) => Probabilities[(int)stage];

    /// <summary>The forecast category that the CRM shows.</summary>
    /// <param name="stage">The stage.</param>
    public static string Forecast(OpportunityStage stage) => Forecasts[(int)stage];

    /// <summary>Whether a stage ends the deal.</summary>
    /// <param name="stage">The stage.</param>
    public static bool IsClosed(OpportunityStage stage) => stage >= OpportunityStage.ClosedWon;
}
