using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Changes;

/// <summary>Holds the metadata of each version of a feed to what its last version reads.</summary>
/// <param name="basis">The last version.</param>
internal sealed class ChangeSchema(Snapshot basis)
{
    /// <summary>Checks that a version recorded changes, and that its rows can be read with the last schema.</summary>
    /// <exception cref="DeltaException"><c>LH1703</c>: it recorded none; <c>LH1704</c>: its schema is another
    /// one.</exception>
    internal void Require(MetadataText metadata, TableVersion version)
    {
        if (!FeatureUse.RecordsChanges(metadata.Configuration))
        {
            throw new DeltaException(
                "LH1703",
                $"Version {version} of '{basis.Root}' did not record changes: delta.enableChangeDataFeed is not true "
                    + "there (changeDataFeed).",
                "Ask for versions while it was true, or compare two versions of the table."
            );
        }

        // Most versions change no metadata, or properties alone.
        if (string.Equals(metadata.SchemaString, basis.MetadataText.SchemaString, StringComparison.Ordinal))
        {
            return;
        }

        Metadata parsed = metadata.Parse();
        string? difference =
            Difference(parsed.Schema, basis.Schema, "")
            ?? (
                parsed.PartitionColumns.SequenceEqual(basis.Metadata.PartitionColumns, StringComparer.OrdinalIgnoreCase)
                    ? null
                    : "it has other partition columns"
            );
        if (difference is not null)
        {
            throw new DeltaException(
                "LH1704",
                $"The changes of version {version} of '{basis.Root}' cannot be read with the schema of version "
                    + $"{basis.Version}: {difference}.",
                "Ask for a range of versions that ends before the schema changed, or begins after it."
            );
        }
    }

    // Columns may have come since, and may have become nullable; whatever else differs cannot be read as one table.
    private string? Difference(StructType old, StructType now, string prefix)
    {
        foreach (StructField field in old.Fields)
        {
            string path = prefix + field.Name;
            StructField? kept = now.Fields.FirstOrDefault(other =>
                string.Equals(other.Name, field.Name, StringComparison.OrdinalIgnoreCase)
            );
            if (kept is null)
            {
                return $"its column '{path}' is gone";
            }

            if (
                !string.Equals(
                    ColumnMapping.PhysicalName(field, basis.ColumnMapping),
                    ColumnMapping.PhysicalName(kept, basis.ColumnMapping),
                    StringComparison.Ordinal
                )
            )
            {
                return $"its column '{path}' is another one than that of the same name";
            }

            if (Difference(field.Type, kept.Type, path) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private string? Difference(DataType old, DataType now, string path) =>
        (old, now) switch
        {
            (StructType before, StructType after) => Difference(before, after, path + "."),
            (ArrayType before, ArrayType after) => Difference(before.Element, after.Element, path + ".element"),
            (MapType before, MapType after) => Difference(before.Key, after.Key, path + ".key")
                ?? Difference(before.Value, after.Value, path + ".value"),
            _ when old.Equals(now) || WidensTypes(old, now) => null,
            _ => $"its column '{path}' has the type {old.ToSql()}, which is now {now.ToSql()}",
        };

    private bool WidensTypes(DataType old, DataType now) =>
        old is PrimitiveType or DecimalType
        && now is PrimitiveType or DecimalType
        && (
            basis.Protocol.ReaderFeatures.Contains(Feature.TypeWidening)
            || basis.Protocol.ReaderFeatures.Contains(Feature.TypeWideningPreview)
        );
}
