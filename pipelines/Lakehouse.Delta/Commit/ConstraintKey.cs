using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commit;

/// <summary>The table property that a constraint is.</summary>
internal static class ConstraintKey
{
    /// <summary>The property of a new constraint.</summary>
    /// <exception cref="DeltaException"><c>LH1714</c>: the name has other characters than letters, digits and
    /// underscores.</exception>
    internal static string New(string name, string root)
    {
        if (name.Length == 0 || !name.All(letter => letter == '_' || char.IsAsciiLetterOrDigit(letter)))
        {
            throw new DeltaException(
                "LH1714",
                $"Found the name '{name}' for a constraint of '{root}', expected letters, digits and underscores.",
                "Rename the constraint."
            );
        }

#pragma warning disable CA1308 // why: Delta's names of constraints are in lower case.
        return RowRules.ConstraintPrefix + name.ToLowerInvariant();
#pragma warning restore CA1308
    }

    /// <summary>The property of a constraint that is there, or null.</summary>
    internal static string? Find(Snapshot basis, string name) =>
        basis.Metadata.Configuration.Keys.FirstOrDefault(key =>
            string.Equals(key, RowRules.ConstraintPrefix + name, StringComparison.OrdinalIgnoreCase)
        );
}
