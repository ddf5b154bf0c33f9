using System.Globalization;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>Puts rows in the place of those for which a condition is true; it must be true for each of the new rows.</summary>
internal sealed class ReplaceWhereOperation(RowsRequest request, string condition)
{
    private static readonly TableName Rows = new("lh_operation", "replacement");

    /// <summary>Runs it.</summary>
    /// <exception cref="EngineException"><c>LH2705</c>: the condition is not true for a new row.</exception>
    internal async Task<OperationResult> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        (StructType schema, string sql) = await RowSource
            .FitAsync(scope.Session, request.Sql, scope.Schema, scope.Root, request.MayAddColumns, cancellationToken)
            .ConfigureAwait(false);
        scope.Evolve(schema);
        StagedRows incoming = await scope.StageRowsAsync(sql, cancellationToken).ConfigureAwait(false);
        await RequireInsideAsync(scope, incoming, cancellationToken).ConfigureAwait(false);

        FileMatches found = await FileMatches.FindAsync(scope, condition, cancellationToken).ConfigureAwait(false);
        if (found.IsEmpty && incoming.RowCount == 0)
        {
            return new OperationResult { Outcome = null };
        }

        RowsRemoval removal = await RowsRemoval.OfAsync(scope, found, condition, cancellationToken)
            .ConfigureAwait(false);
        StagedRows? changes = await StageChangesAsync(scope, found, removal, cancellationToken).ConfigureAwait(false);
        TableWrite write = new()
        {
            Mode = WriteMode.Replace,
            Schema = scope.Schema,
            Files = [.. incoming.Files, .. removal.Kept.Files],
            Removed = removal.Removed,
            Marked = removal.Marked,
            ChangeFiles = changes?.Files ?? [],
            ChangesWholeFiles = changes is null,
            PartitionColumns = request.PartitionColumns,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["mode"] = "Overwrite",
                ["predicate"] = condition,
                ["partitionBy"] = OperationText.List(scope.PartitionColumns),
            },
            Metrics = Metrics(found, incoming, removal, changes),
        };
        return new OperationResult
        {
            Outcome = await scope.CommitAsync(found.Read.Register(write), cancellationToken).ConfigureAwait(false),
            InsertedRows = incoming.RowCount,
            DeletedRows = found.MatchedRows,
            CopiedRows = removal.Kept.RowCount,
        };
    }

    private async Task RequireInsideAsync(
        OperationScope scope,
        StagedRows incoming,
        CancellationToken cancellationToken
    )
    {
        await scope.Session.BindStagedAsync(Rows, scope.Schema, incoming, cancellationToken).ConfigureAwait(false);
        long outside = await scope
            .NumberAsync(
                $"select cast(count(*) as bigint) from {SqlText.Identifier(Rows)} as {TargetRows.Alias} "
                    + $"where ({condition}) is not true",
                cancellationToken
            )
            .ConfigureAwait(false);
        if (outside > 0)
        {
            throw new EngineException(
                "LH2705",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"found {outside} of {incoming.RowCount} new rows outside of the replaced part, expected "
                ) + $"{condition} for each.",
                "Filter the SELECT by the condition, or widen the condition."
            );
        }
    }

    private async Task<StagedRows?> StageChangesAsync(
        OperationScope scope,
        FileMatches found,
        RowsRemoval removal,
        CancellationToken cancellationToken
    )
    {
        if (!scope.RecordsChanges || found.Partial.Count == 0 || removal.Marked.Count > 0)
        {
            return null;
        }

        await scope.Target.BindAsync([.. found.Partial.Select(match => match.File), .. found.Whole], cancellationToken)
            .ConfigureAwait(false);
        return await scope
            .StageChangesAsync(
                $"""
                select {scope.TargetColumns}, 'delete' as {OperationScope.ChangeType}
                from {TargetRows.From} where ({condition})
                union all
                select *, 'insert' from {SqlText.Identifier(Rows)}
                """,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private static Dictionary<string, string> Metrics(
        FileMatches found,
        StagedRows incoming,
        RowsRemoval removal,
        StagedRows? changes
    )
    {
        Dictionary<string, string> metrics = new(StringComparer.Ordinal)
        {
            ["numCopiedRows"] = OperationText.Of(removal.Kept.RowCount),
            ["numOutputRows"] = OperationText.Of(incoming.RowCount + removal.Kept.RowCount),
            ["numAddedChangeFiles"] = OperationText.Of(changes?.Files.Count ?? 0),
        };
        if (found.MatchedRows is { } rows)
        {
            metrics["numDeletedRows"] = OperationText.Of(rows);
        }

        return metrics;
    }
}
