using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Rules;

/// <summary>Finds the rules of a table.</summary>
public static class RowRules
{
    internal const string ConstraintPrefix = "delta.constraints.";

    /// <summary>The rules with expressions: constraints by name, then columns in the schema's order.</summary>
    /// <remarks>Columns that may not be null are not among them: the counts of a file's statistics tell these.</remarks>
    /// <param name="metadata">The table's metadata.</param>
    /// <returns>The rules; empty for most tables.</returns>
    public static IReadOnlyList<RowRule> Of(Metadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        List<RowRule> rules =
        [
            .. metadata
                .Configuration.Where(entry => IsConstraint(entry.Key))
                .Select(entry => new RowRule(RowRuleKind.Check, NameOf(entry.Key), entry.Value))
                .OrderBy(rule => rule.Name, StringComparer.Ordinal),
        ];
        foreach (StructField field in metadata.Schema.Fields.Where(field => field.MetadataJson is not null))
        {
            if (ColumnRules.Invariant(field) is { } invariant)
            {
                rules.Add(new RowRule(RowRuleKind.Invariant, field.Name, invariant));
            }

            if (ColumnRules.GenerationExpression(field) is { } expression)
            {
                rules.Add(new RowRule(RowRuleKind.Generated, field.Name, expression));
            }
        }

        return rules;
    }

    /// <summary>Refuses a write with rows that nobody has held against the table's rules.</summary>
    /// <exception cref="DeltaException"><c>LH1713</c>: there are such rules.</exception>
    internal static void RequireKept(TableWrite write, Metadata metadata, string root)
    {
        if (write.KeepsRows || write.Files.Count == 0)
        {
            return;
        }

        RowRule[] open = [.. Of(metadata).Except(write.KeptRules)];
        if (open.Length > 0)
        {
            throw new DeltaException(
                "LH1713",
                $"The write brings {write.Files.Count} files to '{root}' without a word on whether their rows keep "
                    + $"{string.Join(", ", open.Select(rule => $"{rule} ({rule.Expression})"))}.",
                "Write with the operations of an engine, which hold the rows against the table's rules."
            );
        }
    }

    /// <summary>Whether a property is a constraint.</summary>
    internal static bool IsConstraint(string key) =>
        key.StartsWith(ConstraintPrefix, StringComparison.OrdinalIgnoreCase) && key.Length > ConstraintPrefix.Length;

#pragma warning disable CA1308 // why: Delta's names of constraints are in lower case.
    private static string NameOf(string key) => key[ConstraintPrefix.Length..].ToLowerInvariant();
#pragma warning restore CA1308
}
