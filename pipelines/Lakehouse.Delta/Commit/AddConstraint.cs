using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commit;

/// <summary>Adds a named constraint: an expression that is true for each row, from now on and for those that are there.</summary>
/// <param name="Name">A name of letters, digits and underscores; its case makes no difference.</param>
/// <param name="Expression">The expression in Spark's SQL on the table's columns.</param>
/// <param name="AreRowsChecked">
/// Whether the expression was found true for every row of the basis. Only a table without rows takes one that was not.
/// </param>
public sealed record AddConstraint(string Name, string Expression, bool AreRowsChecked) : TableAlteration
{
    /// <inheritdoc/>
    internal override string Operation => "ADD CONSTRAINT";

    /// <inheritdoc/>
    internal override bool ReadsRows => true;

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = Name, ["expr"] = Expression };

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis)
    {
        string key = ConstraintKey.New(Name, basis.Root);
        if (ConstraintKey.Find(basis, Name) is { } there)
        {
            throw new DeltaException(
                "LH1714",
                $"Found the constraint '{Name}' ({basis.Metadata.Configuration[there]}) in '{basis.Root}' already, "
                    + "expected a new name.",
                "Give it another name, or drop the one that is there first."
            );
        }

        if (string.IsNullOrWhiteSpace(Expression))
        {
            throw new DeltaException(
                "LH1714",
                $"Found no expression for the constraint '{Name}' of '{basis.Root}', expected a condition.",
                "Write for example amount > 0."
            );
        }

        if (!AreRowsChecked && basis.Files.Count > 0)
        {
            throw new DeltaException(
                "LH1715",
                $"The constraint '{Name}' was not held against the rows of {basis.Files.Count} files that '{basis.Root}' "
                    + "has.",
                "Add it with the operations of an engine, which read the rows first."
            );
        }

        return basis.MetadataText with
        {
            Configuration = new Dictionary<string, string>(basis.Metadata.Configuration, StringComparer.Ordinal)
            {
                [key] = Expression,
            },
        };
    }
}
