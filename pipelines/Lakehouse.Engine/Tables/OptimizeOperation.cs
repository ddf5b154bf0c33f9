using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>Writes the rows of files that are too small, too full of deleted rows, or out of order into better ones.</summary>
internal sealed class OptimizeOperation(OptimizeRequest request)
{
    private const long UsualFileBytes = 128L * 1024 * 1024;
    private const string Liquid = "liquid";

    /// <summary>Runs it.</summary>
    /// <exception cref="EngineException"><c>LH2720</c>: the condition names more than partition columns;
    /// <c>LH2721</c>: rows cannot be ordered by a column.</exception>
    internal async Task<OptimizeResult> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<string>> own = scope.Snapshot.ClusteringColumns;
        bool isLiquid = own.Count > 0 && request.OrderBy.Count == 0;
        IReadOnlyList<string> keys = isLiquid
            ? [.. own.Select(Expression)]
            : [.. request.OrderBy.Select(name => Expression(KeyPath(scope, name)))];
        IReadOnlyList<AddFile> files = await FilesAsync(scope, cancellationToken).ConfigureAwait(false);
        List<AddFile> removed = [];
        List<DataFile> added = [];
        long rows = 0;
        foreach (IReadOnlyList<AddFile> bin in Bins(scope, files, keys.Count > 0, isLiquid))
        {
            StagedRows staged = await StageAsync(scope, bin, keys, cancellationToken).ConfigureAwait(false);
            IReadOnlyDictionary<string, string?> partition = Partition(scope, bin[0]);
            added.AddRange(staged.Files.Select(file => file with
            {
                PartitionValues = partition,
                ClusteringProvider = isLiquid ? Liquid : null,
            }));
            removed.AddRange(bin);
            rows += staged.RowCount;
        }

        WriteOutcome? outcome = removed.Count == 0
            ? null
            : await scope.CommitAsync(Write(scope, removed, added, isLiquid ? own : []), cancellationToken).ConfigureAwait(false);
        return new OptimizeResult(
            outcome,
            removed.Count,
            removed.Sum(file => file.SizeBytes),
            added.Count,
            added.Sum(file => file.SizeBytes),
            rows
        );
    }

    private long TargetBytes(OperationScope scope) =>
        request.TargetFileSizeBytes ?? DeltaTable.TargetFileSizeOf(scope.Properties) ?? UsualFileBytes;

    private IEnumerable<IReadOnlyList<AddFile>> Bins(
        OperationScope scope,
        IReadOnlyList<AddFile> files,
        bool isOrdered,
        bool isLiquid
    )
    {
        if (!isOrdered)
        {
            return FileBins.Compact(files, TargetBytes(scope));
        }

        bool isIncremental = isLiquid && !request.RewritesClustered;
        return FileBins.Whole(files.Where(file => !isIncremental || file.ClusteringProvider is null));
    }

    private async Task<IReadOnlyList<AddFile>> FilesAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        if (request.Condition is not { } condition)
        {
            return scope.Snapshot.Files;
        }

        await scope.Target.BindPartitionsAsync(scope.Snapshot.Files, cancellationToken).ConfigureAwait(false);
        if (!await scope.BindsAsync(condition, TargetRows.FromPartitions, cancellationToken).ConfigureAwait(false))
        {
            throw new EngineException(
                "LH2720",
                $"found the condition {condition} for {scope.Snapshot.Root}, expected one on the partition columns alone: "
                    + $"({string.Join(", ", scope.PartitionColumns)}).",
                "Leave the condition out, or name whole partitions."
            );
        }

        return (await FileMatches.FindAsync(scope, condition, cancellationToken).ConfigureAwait(false)).Whole;
    }

    // One partition a time, whose values are the log's and not the files'.
    private async Task<StagedRows> StageAsync(
        OperationScope scope,
        IReadOnlyList<AddFile> bin,
        IReadOnlyList<string> keys,
        CancellationToken cancellationToken
    )
    {
        await scope.Target.BindAsync(bin, cancellationToken).ConfigureAwait(false);
        StructType schema = new(
            [.. scope.Schema.Fields.Where(field => !scope.PartitionColumns.Contains(field.Name, StringComparer.OrdinalIgnoreCase))]
        );
        string columns = SqlText.List(schema.Fields.Select(field => Assignments.Column(TargetRows.Alias, field)));
        string sql = keys.Count == 0
            ? $"select {columns} from {TargetRows.From}"
            : ZOrder.Select(columns, TargetRows.From, keys, schema.Fields);

        // Files that fit together stay together, also where they come out a little larger.
        long target = TargetBytes(scope);
        FileLayout layout = keys.Count == 0 ? new FileLayout(target * 2, null) : FileLayout.Ordered(bin, target);
        return await scope
            .StagePartitionAsync(sql, schema, FolderOf(bin[0].Path), layout, cancellationToken)
            .ConfigureAwait(false);
    }

    private static string FolderOf(string path) =>
        Delta.Paths.LogPath.IsAbsolute(path) || !path.Contains('/', StringComparison.Ordinal) ? string.Empty : path[..path.LastIndexOf('/')];

    private static IReadOnlyDictionary<string, string?> Partition(OperationScope scope, AddFile file) =>
        scope.PartitionColumns.ToDictionary(
            column => column,
            column =>
            {
                StructField field = scope.Schema.Fields[Assignments.IndexOf(scope.Schema, column)];
                return file.PartitionValues.GetValueOrDefault(ColumnMapping.PhysicalName(field, scope.Mapping));
            },
            StringComparer.Ordinal
        );

    private static string[] KeyPath(OperationScope scope, string name)
    {
        string[] path = name.Split('.');
        DataType? type = scope.Schema;
        for (int at = 0; at < path.Length; at++)
        {
            type = (type as StructType)
                ?.Fields.FirstOrDefault(field => string.Equals(field.Name, path[at], StringComparison.OrdinalIgnoreCase))
                ?.Type;
        }

        bool isPartition = path is [var column] && scope.PartitionColumns.Contains(column, StringComparer.OrdinalIgnoreCase);
        return type is PrimitiveType or DecimalType && !isPartition
            ? path
            : throw new EngineException(
                "LH2721",
                $"found {name} to order the rows of {scope.Snapshot.Root} by, expected a column of numbers, texts, days or "
                    + $"instants that is no partition column: ({string.Join(", ", scope.Schema.Fields.Select(field => field.Name))}).",
                "Correct the name, or order by another column."
            );
    }

    private static string Expression(IReadOnlyList<string> path) =>
        $"{TargetRows.Alias}.{string.Join('.', path.Select(SqlText.Identifier))}";

    private TableWrite Write(
        OperationScope scope,
        IReadOnlyList<AddFile> removed,
        IReadOnlyList<DataFile> added,
        IReadOnlyList<IReadOnlyList<string>> clusterBy
    ) =>
        new()
        {
            Mode = WriteMode.Replace,
            KeepsRows = true,
            Schema = scope.Schema,
            Removed = removed,
            Files = added,
            Operation = "OPTIMIZE",
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["predicate"] = OperationText.Predicates(request.Condition),
                ["zOrderBy"] = OperationText.List(request.OrderBy),
                ["clusterBy"] = OperationText.List(clusterBy.Select(path => string.Join('.', path))),
                ["auto"] = "false",
            },
            Metrics = Metrics(removed, added),
            HasAllMetrics = true,
        };

    private static Dictionary<string, string> Metrics(IReadOnlyList<AddFile> removed, IReadOnlyList<DataFile> added)
    {
        long[] sizes = [.. added.Select(file => file.SizeBytes).Order()];
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["numRemovedFiles"] = OperationText.Of(removed.Count),
            ["numRemovedBytes"] = OperationText.Of(removed.Sum(file => file.SizeBytes)),
            ["numAddedFiles"] = OperationText.Of(added.Count),
            ["numAddedBytes"] = OperationText.Of(sizes.Sum()),
            ["minFileSize"] = OperationText.Of(Quantile(sizes, 0)),
            ["p25FileSize"] = OperationText.Of(Quantile(sizes, 0.25)),
            ["p50FileSize"] = OperationText.Of(Quantile(sizes, 0.5)),
            ["p75FileSize"] = OperationText.Of(Quantile(sizes, 0.75)),
            ["maxFileSize"] = OperationText.Of(Quantile(sizes, 1)),
            ["numDeletionVectorsRemoved"] = OperationText.Of(removed.Count(file => file.DeletionVector is not null)),
        };
    }

    // All files may have been without rows, and then nothing came.
    private static long Quantile(long[] sizes, double share) => sizes.Length == 0 ? 0 : sizes[(int)((sizes.Length - 1) * share)];
}
