using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;

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
            .FitAsync(scope.Session, request.Sql, scope.Schema, request.MayAddColumns, cancellationToken)
            .ConfigureAwait(false);
        scope.Evolve(schema);
        StagedRows incoming = await scope.StageRowsAsync(sql, cancellationToken).ConfigureAwait(false);
        if (incoming.RowCount == 0)
        {
            return new OperationResult { Outcome = null };
        }

        PartitionKeys keys = new(scope.Schema, scope.PartitionColumns);
        HashSet<string> replaced = new(incoming.Files.Select(file => keys.Of(file.PartitionValues)), StringComparer.Ordinal);
        AddFile[] removed = [.. scope.Snapshot.Files.Where(file => replaced.Contains(keys.Of(file.PartitionValues)))];
        TableWrite write = new()
        {
            Mode = WriteMode.Replace,
            Schema = scope.Schema,
            Files = incoming.Files,
            Removed = removed,
            ChangesWholeFiles = true,
            HasReadWholeTable = true,
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
        internal string Of(IReadOnlyDictionary<string, string?> values) =>
            OperationText.List(
                columns.Select(column =>
                {
                    string? text = values.TryGetValue(column, out string? found) ? found : null;
                    DataType type = schema.Fields[Assignments.IndexOf(schema, column)].Type;
                    return PartitionValue.Normalize(text, type) is { } value ? "=" + value : "";
                })
            );
    }
}
