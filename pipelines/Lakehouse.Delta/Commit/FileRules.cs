using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commit;

/// <summary>What a data file must keep before a commit may name it.</summary>
internal sealed class FileRules
{
    private readonly string _root;
    private readonly StructField[] _partitionFields;
    private readonly string[] _partitionNames;
    private readonly string[] _physicalNames;
    private readonly ColumnMappingMode _mode;
    private readonly HashSet<string> _requiredLeaves = new(StringComparer.Ordinal);

    /// <summary>Makes the rules of a table.</summary>
    internal FileRules(string root, Metadata metadata)
    {
        _root = root;
        _partitionFields =
        [
            .. metadata.PartitionColumns.Select(column => PartitionField(root, metadata.Schema, column)),
        ];
        _partitionNames = [.. metadata.PartitionColumns];
        _mode = FeatureUse.AskedMapping(metadata.Configuration);
        _physicalNames = [.. _partitionFields.Select((field, at) => PhysicalName(field, metadata.PartitionColumns[at]))];
        CollectRequired(metadata.Schema, []);
    }

    /// <summary>Checks that a path lies below the table root and not in the log.</summary>
    /// <exception cref="DeltaException"><c>LH1401</c>: it does not.</exception>
    internal void RequirePath(string path)
    {
        bool isBelow =
            path.Length > 0
            && !LogPath.IsAbsolute(path)
            && !path.Contains('\\', StringComparison.Ordinal)
            && path.Split('/').All(part => part is not ("" or "." or ".."))
            && !path.StartsWith("_delta_log/", StringComparison.Ordinal);
        if (!isBelow)
        {
            throw new DeltaException(
                "LH1401",
                $"Found the data file path '{path}' in a write to '{_root}', expected a path below that folder "
                    + "with / between folders.",
                "Stage the file in the table's folder and name it relative to that."
            );
        }
    }

    /// <summary>The partition values of a file, each in the one spelling that the log holds.</summary>
    /// <exception cref="DeltaException"><c>LH1307</c>: columns are missing; <c>LH1306</c>, <c>LH1404</c>: a value does
    /// not fit.</exception>
    internal IReadOnlyDictionary<string, string?> PartitionValues(DataFile file)
    {
        if (file.PartitionValues.Count != _partitionFields.Length)
        {
            throw WrongColumns(file);
        }

        if (_partitionFields.Length == 0)
        {
            return PartitionValueMap.Empty;
        }

        string?[] values = new string?[_partitionFields.Length];
        for (int at = 0; at < values.Length; at++)
        {
            StructField field = _partitionFields[at];
            if (!file.PartitionValues.TryGetValue(_partitionNames[at], out string? text))
            {
                throw WrongColumns(file);
            }

            values[at] = PartitionValue.Normalize(text, field.Type);
            if (values[at] is null && !field.IsNullable)
            {
                throw HasNull(file, field.Name);
            }
        }

        return new PartitionValueMap(_physicalNames, values);
    }

    /// <summary>Checks columns that may not be null, where the engine counted their nulls.</summary>
    /// <exception cref="DeltaException"><c>LH1404</c>: such a column has nulls.</exception>
    internal void RequireNotNull(DataFile file)
    {
        if (file.Statistics is null || _requiredLeaves.Count == 0)
        {
            return;
        }

        foreach (ColumnStatistics column in file.Statistics.Columns)
        {
            if (column.NullCount > 0 && _requiredLeaves.Contains(IndexedColumns.Key(column.Path)))
            {
                throw HasNull(file, string.Join('.', column.Path));
            }
        }
    }

    // The null count of a leaf counts the nulls of the structs around it, so that it proves something only where
    // none of them may be null either.
    private void CollectRequired(StructType structure, IReadOnlyList<string> path)
    {
        foreach (StructField field in structure.Fields.Where(field => !field.IsNullable))
        {
            IReadOnlyList<string> at = [.. path, ColumnMapping.PhysicalName(field, _mode)];
            if (field.Type is StructType inner)
            {
                CollectRequired(inner, at);
            }
            else
            {
                _ = _requiredLeaves.Add(IndexedColumns.Key(at));
            }
        }
    }

    private string PhysicalName(StructField field, string column) =>
        _mode == ColumnMappingMode.None ? column : ColumnMapping.PhysicalName(field, _mode);

    // Other writers may spell a partition column in another case than the schema.
    private static StructField PartitionField(string root, StructType schema, string column) =>
        schema.Fields.FirstOrDefault(field => string.Equals(field.Name, column, StringComparison.OrdinalIgnoreCase))
        ?? throw new DeltaException(
            "LH1305",
            $"The partition column '{column}' of '{root}' is not in the table's schema.",
            "Restore the commit that holds the newest metaData action from a copy."
        );

    private DeltaException WrongColumns(DataFile file) =>
        new(
            "LH1307",
            $"The file '{file.Path}' in a write to '{_root}' has partition values for "
                + $"({string.Join(", ", file.PartitionValues.Keys)}), expected ({string.Join(", ", _partitionNames)}).",
            "Give every partition column a value, null included."
        );

    private DeltaException HasNull(DataFile file, string column) =>
        new(
            "LH1404",
            $"The file '{file.Path}' in a write to '{_root}' has nulls in the column '{column}', which may not "
                + "be null.",
            "Filter or fill those rows, or declare the column nullable."
        );
}
