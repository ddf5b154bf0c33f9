using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>Puts rows in the place of the partitions that occur in them; the other partitions stay.</summary>
internal sealed class PartitionOverwriteOperation(RowsRequest request)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="EngineException"><c>LH2706</c>: the table has no partitions.</exception>
    internal async Task<OperationResult> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        if (scope.PartitionColumns.Count == 0)
        {
            throw new EngineException(
                "LH2706",
                $"found no partition columns in {scope.Snapshot.Root}, expected at least one.",
                "Overwrite the table, or replace rows by a condition."
            );
        }

        (StructType schema, string sql) = await RowSource
            .FitAsync(scope.Session, request.Sql, scope.Schema, scope.Root, request.MayAddColumns, cancellationToken)
            .ConfigureAwait(false);
        scope.Evolve(schema);
        StagedRows incoming = await scope.StageRowsAsync(sql, cancellationToken).ConfigureAwait(false);
        if (incoming.RowCount == 0)
        {
            return new OperationResult { Outcome = null };
        }

        PartitionKeys keys = new(scope.Schema, scope.PartitionColumns);
        HashSet<string> replaced = new(
            incoming.Files.Select(file => keys.Of(file.PartitionValues, ColumnMappingMode.None)),
            StringComparer.Ordinal
        );
        AddFile[] removed =
        [
            .. scope.Snapshot.Files.Where(file => replaced.Contains(keys.Of(file.PartitionValues, scope.Mapping))),
        ];
        TableWrite write = new()
        {
            Mode = WriteMode.Replace,
            Schema = scope.Schema,
            Files = incoming.Files,
            Removed = removed,
            ChangesWholeFiles = true,
            ReadPartitions = keys.Distinct(incoming.Files, scope.Mapping),
            PartitionColumns = request.PartitionColumns,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["mode"] = "Overwrite",
                ["partitionOverwriteMode"] = "dynamic",
                ["partitionBy"] = OperationText.List(scope.PartitionColumns),
            },
        };
        return new OperationResult
        {
            Outcome = await scope.CommitAsync(write, cancellationToken).ConfigureAwait(false),
            InsertedRows = incoming.RowCount,
            DeletedRows = RowCounts.Of(removed),
        };
    }

    /// <summary>Partitions as texts: equal partitions are equal texts, however their writers spelt the values.</summary>
    private sealed class PartitionKeys(StructType schema, IReadOnlyList<string> columns)
    {
        /// <summary>The partitions of new files, by the names that the log has for the columns.</summary>
        internal IReadOnlyList<IReadOnlyDictionary<string, string?>> Distinct(
            IEnumerable<DataFile> files,
            ColumnMappingMode mapping
        ) =>
            [
                .. files
                    .DistinctBy(file => Of(file.PartitionValues, ColumnMappingMode.None), StringComparer.Ordinal)
                    .Select(file =>
                        columns.ToDictionary(
                            column => NameOf(column, mapping),
                            column => file.PartitionValues[column],
                            StringComparer.Ordinal
                        )
                    ),
            ];

        internal string Of(IReadOnlyDictionary<string, string?> values, ColumnMappingMode mapping) =>
            OperationText.List(
                columns.Select(column =>
                {
                    string? text = values.TryGetValue(NameOf(column, mapping), out string? found) ? found : null;
                    return PartitionValue.Normalize(text, FieldOf(column).Type) is { } value ? "=" + value : "";
                })
            );

        private StructField FieldOf(string column) => schema.Fields[Assignments.IndexOf(schema, column)];

        private string NameOf(string column, ColumnMappingMode mapping) =>
            mapping == ColumnMappingMode.None ? column : ColumnMapping.PhysicalName(FieldOf(column), mapping);
    }
}
