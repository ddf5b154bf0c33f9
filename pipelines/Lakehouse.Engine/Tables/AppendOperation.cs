using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>Adds rows, or puts them in the place of all that are there.</summary>
internal sealed class AppendOperation(RowsRequest request, WriteMode mode)
{
    /// <summary>Runs it.</summary>
    internal async Task<OperationResult> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        bool isNew = scope.Basis is null;
        (StructType schema, string sql) = await RowSource
            .FitAsync(scope.Session, request.Sql, scope.Schema, scope.Root, request.MayAddColumns || isNew, cancellationToken)
            .ConfigureAwait(false);
        if (isNew)
        {
            scope.Create(request, schema);
        }
        else
        {
            scope.Evolve(schema);
        }

        StagedRows rows = await scope.StageRowsAsync(sql, cancellationToken).ConfigureAwait(false);
        TableWrite write = new()
        {
            Mode = isNew ? WriteMode.Append : mode,
            Schema = scope.Schema,
            Files = rows.Files,
            PartitionColumns = request.PartitionColumns,
            Properties = isNew ? request.Properties : new Dictionary<string, string>(StringComparer.Ordinal),
        };
        return new OperationResult
        {
            Outcome = await scope.CommitAsync(write, cancellationToken).ConfigureAwait(false),
            InsertedRows = rows.RowCount,
            DeletedRows = mode == WriteMode.Overwrite && !isNew ? RowCounts.Of(scope.Snapshot.Files) : 0,
        };
    }
}
