using System.Globalization;

namespace Lakehouse.Transform.Fingerprints;

/// <summary>Says in words how parts differ.</summary>
internal static class PartChanges
{
    /// <summary>Every difference, one clause each, the inputs first; empty where there is none.</summary>
    internal static IReadOnlyList<string> Between(StepParts before, StepParts after)
    {
        List<string> changes = [];
        AddInputs(before.Inputs, after.Inputs, changes);
        AddIf(changes, before.Sql, after.Sql, "SQL changed");
        AddIf(changes, before.Contract, after.Contract, "kind, key or columns changed");
        AddIf(changes, before.Checks, after.Checks, "checks changed");
        foreach (string name in Names(before.Functions, after.Functions))
        {
            AddIf(changes, before.Functions.GetValueOrDefault(name), after.Functions.GetValueOrDefault(name), $"function {name} changed");
        }

        AddIf(changes, before.Engine, after.Engine, $"engine changed from {before.Engine} to {after.Engine}");
        foreach (string name in Names(before.Parameters, after.Parameters))
        {
            string? from = before.Parameters.GetValueOrDefault(name);
            string? to = after.Parameters.GetValueOrDefault(name);
            AddIf(changes, from, to, $"parameter {name} changed from {from ?? "nothing"} to {to ?? "nothing"}");
        }

        return changes;
    }

    /// <summary>Whether what somebody wrote differs, inputs' versions and parameters left out.</summary>
    internal static bool IsModified(StepParts before, StepParts after) => Between(
        before with { Inputs = [], Parameters = [] },
        after with { Inputs = [], Parameters = [] }).Count > 0;

    private static void AddInputs(SortedDictionary<string, long?> before, SortedDictionary<string, long?> after, List<string> changes)
    {
        foreach (string name in Names(before, after))
        {
            string? clause = (before.TryGetValue(name, out long? from), after.TryGetValue(name, out long? to)) switch
            {
                (false, _) => $"{name} is read now",
                (_, false) => $"{name} is no longer read",
                _ when from == to => null,
                _ when from is null => $"{name} is there now, at version {Text(to)}",
                _ when to is null => $"{name} is gone, it was at version {Text(from)}",
                _ => $"{name} went from version {Text(from)} to {Text(to)}",
            };

            if (clause is not null)
            {
                changes.Add(clause);
            }
        }
    }

    private static string Text(long? version) => version?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static void AddIf(List<string> changes, string? before, string? after, string clause)
    {
        if (!string.Equals(before, after, StringComparison.Ordinal))
        {
            changes.Add(clause);
        }
    }

    private static IEnumerable<string> Names<T>(SortedDictionary<string, T> before, SortedDictionary<string, T> after) =>
        before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
