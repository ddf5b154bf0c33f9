using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commit;

/// <summary>Takes a named constraint away. The protocol stays as it is.</summary>
/// <param name="Name">The constraint's name; its case makes no difference.</param>
public sealed record DropConstraint(string Name) : TableAlteration
{
    /// <inheritdoc/>
    internal override string Operation => "DROP CONSTRAINT";

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = Name };

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis)
    {
        string[] known =
        [
            .. RowRules.Of(basis.Metadata).Where(rule => rule.Kind == RowRuleKind.Check).Select(rule => rule.Name),
        ];
        string key =
            ConstraintKey.Find(basis, Name)
            ?? throw new DeltaException(
                "LH1714",
                $"Found no constraint '{Name}' in '{basis.Root}', expected "
                    + (known.Length == 0 ? "a table with constraints." : $"one of {string.Join(", ", known)}."),
                "Correct the name."
            );
        Dictionary<string, string> configuration = new(basis.Metadata.Configuration, StringComparer.Ordinal);
        _ = configuration.Remove(key);
        return basis.MetadataText with { Configuration = configuration };
    }
}
