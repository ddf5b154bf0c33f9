using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Tables;

/// <summary>Merges the rows of a SELECT into a table; only files with rows that change are written anew.</summary>
internal sealed class MergeOperation(MergeRequest request)
{
    /// <summary>Runs it.</summary>
    internal async Task<OperationResult> RunAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        try
        {
            MergeSource source = await MergeSource
                .ComputeAsync(scope, request.Source, cancellationToken)
                .ConfigureAwait(false);
            bool takesEverything = request.Clauses.Any(clause =>
                clause is MergeClause.MatchedUpdate { Set: null } or MergeClause.NotMatchedInsert { Values: null }
            );
            if (request.MayAddColumns && takesEverything)
            {
                scope.Evolve(RowSource.Extend(scope.Schema, source.Columns, mayAddColumns: true));
            }

            MergePlan plan = new(request, scope.Schema, source.Columns);
            IReadOnlyList<(StructField, string)> keys = await MergeKeys
                .FindAsync(scope.Session, request.On, scope.Snapshot.Schema, source.Columns, cancellationToken)
                .ConfigureAwait(false);
            // A row that no row of the source matches may lie anywhere.
            ReadSet read =
                plan.NotMatchedBySource.Length > 0
                    ? new ReadSet(scope.Snapshot.Files, null)
                    : await ReadSet.OfAsync(scope, request.On, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<AddFile> candidates = await MergeCandidates
                .FindAsync(scope, plan, read, keys, cancellationToken)
                .ConfigureAwait(false);
            MergeMatches matches = await MergeMatches
                .FindAsync(scope, request, plan, candidates, cancellationToken)
                .ConfigureAwait(false);
            return matches.Counts.Count == 0
                ? new OperationResult { Outcome = null }
                : await WriteAsync(
                        scope,
                        source,
                        new MergeRows(scope, plan, matches, keys.Count > 0 ? request.On : null),
                        read,
                        cancellationToken
                    )
                    .ConfigureAwait(false);
        }
        finally
        {
            await MergeMatches.DropAsync(scope.Session).ConfigureAwait(false);
            await MergeSource.DropAsync(scope.Session).ConfigureAwait(false);
        }
    }

    private async Task<OperationResult> WriteAsync(
        OperationScope scope,
        MergeSource source,
        MergeRows rows,
        ReadSet read,
        CancellationToken cancellationToken
    )
    {
        string scanned = scope.Elapsed();
        MergeMatches matches = rows.Matches;
        IReadOnlyList<(string Kind, string Sql)> given = await rows.GivenAsync(cancellationToken).ConfigureAwait(false);
        bool marks = scope.CanMark(matches.Touched);
        bool copies = !marks && matches.Touched.Count > 0;
        string[] selects = [.. copies ? [rows.Kept] : (string[])[], .. given.Select(one => one.Sql)];
        StagedRows none = new(scope.Snapshot.LocalRoot, [], 0);
        StagedRows written =
            selects.Length == 0
                ? none
                : await scope
                    .StageRowsAsync(string.Join("\nunion all\n", selects), cancellationToken)
                    .ConfigureAwait(false);
        RowsRemoval removal = marks
            ? await RowsRemoval.MarkAsync(scope, cancellationToken).ConfigureAwait(false)
            : new RowsRemoval(matches.Touched, [], none);
        StagedRows? changes =
            scope.RecordsChanges && matches.Touched.Count > 0
                ? await scope.StageChangesAsync(rows.Changes(given), cancellationToken).ConfigureAwait(false)
                : null;
        MergeCounts counts = MergeCounts.Of(rows.Plan, matches.Counts, written.RowCount);
        TableWrite write = new()
        {
            Mode = matches.Touched.Count == 0 ? WriteMode.Append : WriteMode.Replace,
            Schema = scope.Schema,
            Files = written.Files,
            Removed = removal.Removed,
            Marked = removal.Marked,
            ChangeFiles = changes?.Files ?? [],
            Operation = "MERGE",
            Parameters = MergeText.Parameters(request),
            HasAllMetrics = true,
            Metrics = MergeText.Metrics(
                counts,
                source,
                removal,
                written,
                changes,
                (scanned, scope.Elapsed())
            ),
        };
        return new OperationResult
        {
            Outcome = await scope.CommitAsync(read.Register(write), cancellationToken).ConfigureAwait(false),
            InsertedRows = counts.Inserted,
            UpdatedRows = counts.MatchedUpdated + counts.UnmatchedUpdated,
            DeletedRows = counts.MatchedDeleted + counts.UnmatchedDeleted,
            CopiedRows = counts.Copied,
        };
    }
}
