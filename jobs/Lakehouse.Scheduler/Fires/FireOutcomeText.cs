namespace Lakehouse.Scheduler.Fires;

/// <summary>Outcomes as tables and people write them.</summary>
public static class FireOutcomeText
{
    /// <summary>Writes an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>Its name in capitals.</returns>
    public static string Of(FireOutcome outcome) => outcome.ToString().ToUpperInvariant();
}
