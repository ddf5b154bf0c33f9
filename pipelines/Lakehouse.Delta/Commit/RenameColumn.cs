using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Commit;

/// <summary>Gives a column another name; its files stay as they are.</summary>
/// <param name="Path">The names from the root to the column; one for a column of the table.</param>
/// <param name="NewName">The new name of the last of them.</param>
public sealed record RenameColumn(IReadOnlyList<string> Path, string NewName) : TableAlteration
{
    /// <inheritdoc/>
    internal override string Operation => "RENAME COLUMN";

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["oldColumnPath"] = string.Join('.', Path),
            ["newColumnPath"] = string.Join('.', [.. Path.SkipLast(1), NewName]),
        };

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis)
    {
        ColumnChange.RequireAllowed(basis, Path);
        StructType schema = ColumnChange.At(basis, Path, field => field with { Name = NewName });
        return basis.MetadataText with
        {
            SchemaString = schema.ToJson(),
            PartitionColumns =
            [
                .. basis.Metadata.PartitionColumns.Select(column =>
                    Path.Count == 1 && string.Equals(column, Path[0], StringComparison.OrdinalIgnoreCase)
                        ? NewName
                        : column
                ),
            ],
        };
    }
}
