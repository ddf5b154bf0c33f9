using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Commit;

/// <summary>Takes a column out of a table; its files stay as they are, and nobody reads its values any more.</summary>
/// <param name="Path">The names from the root to the column; one for a column of the table.</param>
public sealed record DropColumn(IReadOnlyList<string> Path) : TableAlteration
{
    /// <inheritdoc/>
    internal override string Operation => "DROP COLUMNS";

    /// <inheritdoc/>
    internal override IReadOnlyDictionary<string, string> Parameters =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["columns"] = JsonText.Compose(writer =>
            {
                writer.WriteStartArray();
                writer.WriteStringValue(string.Join('.', Path));
                writer.WriteEndArray();
            }),
        };

    /// <inheritdoc/>
    internal override MetadataText Apply(Snapshot basis)
    {
        ColumnChange.RequireAllowed(basis, Path);
        if (Path.Count == 1 && basis.Metadata.PartitionColumns.Contains(Path[0], StringComparer.OrdinalIgnoreCase))
        {
            throw new DeltaException(
                "LH1427",
                $"The column '{Path[0]}' of '{basis.Root}' is a partition column, expected one that is not.",
                "Write the rows into a new table without it."
            );
        }

        return basis.MetadataText with { SchemaString = ColumnChange.At(basis, Path, _ => null).ToJson() };
    }
}
