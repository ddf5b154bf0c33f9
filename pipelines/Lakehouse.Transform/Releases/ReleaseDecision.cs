namespace Lakehouse.Transform.Releases;

/// <summary>Whether there is something to release.</summary>
/// <param name="Tables">The tables of the release; null: there is none to publish.</param>
/// <param name="Reason">Why, or why not: one sentence.</param>
internal sealed record ReleaseDecision(SortedDictionary<string, ReleasedTable>? Tables, string Reason)
{
    internal static ReleaseDecision Withhold(string reason) => new(null, reason);
}
