using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Scans;

/// <summary>A column of a table, or a field within one, that conditions speak of.</summary>
public sealed class ScanColumn
{
    private const string TypeChangesKey = "delta.typeChanges";

    private ScanColumn(StructField field, IReadOnlyList<string> path, bool isPartition)
    {
        Field = field;
        Path = path;
        IsPartition = isPartition;
    }

    /// <summary>The field.</summary>
    public StructField Field { get; }

    /// <summary>Whether the log has its values for each file.</summary>
    public bool IsPartition { get; }

    /// <summary>The physical names from the root of the schema to the field.</summary>
    public IReadOnlyList<string> Path { get; }

    /// <summary>The type.</summary>
    internal DataType Type => Field.Type;

    /// <summary>Whether the field was of a narrower type once: older files have statistics of that type.</summary>
    internal bool HasChangedType { get; private init; }

    /// <summary>Whether a record around the field may be null, and the field with it.</summary>
    internal bool IsInNullable { get; private init; }

    /// <summary>Finds a column.</summary>
    /// <param name="snapshot">The table.</param>
    /// <param name="names">The logical names from the root of the schema to the field, case ignored.</param>
    /// <returns>The column; null where there is none, or where it is within a list or a map.</returns>
    public static ScanColumn? Find(Snapshot snapshot, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(names);
        DataType type = snapshot.Schema;
        StructField? found = null;
        bool isInNullable = false;
        List<string> path = [];
        foreach (string name in names)
        {
            isInNullable |= found is { IsNullable: true };
            found = (type as StructType)?.Fields.FirstOrDefault(field => IsNamed(field, name));
            if (found is null)
            {
                return null;
            }

            type = found.Type;
            path.Add(ColumnMapping.PhysicalName(found, snapshot.ColumnMapping));
        }

        return found is null
            ? null
            : new ScanColumn(found, path, names.Count == 1 && IsPartitionColumn(snapshot, found))
            {
                HasChangedType =
                    found.MetadataJson?.Contains(TypeChangesKey, StringComparison.Ordinal) ?? false,
                IsInNullable = isInNullable,
            };
    }

    private static bool IsPartitionColumn(Snapshot snapshot, StructField field) =>
        snapshot.Metadata.PartitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase);

    private static bool IsNamed(StructField field, string name) =>
        string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase);
}
