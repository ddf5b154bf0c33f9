using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;

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
            IReadOnlyList<AddFile> candidates = await MergeCandidates
                .FindAsync(scope, request, plan, cancellationToken)
                .ConfigureAwait(false);
            MergeMatches matches = await MergeMatches
                .FindAsync(scope, request, plan, candidates, cancellationToken)
                .ConfigureAwait(false);
            return matches.Counts.Count == 0
                ? new OperationResult { Outcome = null }
                : await WriteAsync(scope, source, plan, matches, cancellationToken).ConfigureAwait(false);
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
        MergePlan plan,
        MergeMatches matches,
        CancellationToken cancellationToken
    )
    {
        string scanned = scope.Elapsed();
        MergeRows rows = new(scope, plan, matches);
        IReadOnlyList<(string Kind, string Sql)> given = await rows.GivenAsync(cancellationToken).ConfigureAwait(false);
        bool marks = scope.CanMark(matches.Touched);
        bool copies = !marks && matches.Touched.Count > 0;
        string[] selects = [.. copies ? [rows.Kept] : (string[])[], .. given.Select(one => one.Sql)];
        StagedRows none = new(scope.Snapshot.Root, [], 0);
        StagedRows written =
            selects.Length == 0
                ? none
                : await scope
                    .StageRowsAsync(string.Join("\nunion all\n", selects), cancellationToken)
                    .ConfigureAwait(false);
        RowsRemoval removal = marks
            ? await RowsRemoval.MarkAsync(scope, matches.Touched, cancellationToken).ConfigureAwait(false)
            : new RowsRemoval(matches.Touched, [], none);
        StagedRows? changes =
            scope.RecordsChanges && matches.Touched.Count > 0
                ? await scope.StageChangesAsync(rows.Changes(given), cancellationToken).ConfigureAwait(false)
                : null;
        MergeCounts counts = MergeCounts.Of(plan, matches.Counts, written.RowCount);
        TableWrite write = new()
        {
            Mode = matches.Touched.Count == 0 ? WriteMode.Append : WriteMode.Replace,
            Schema = scope.Schema,
            Files = written.Files,
            Removed = removal.Removed,
            Marked = removal.Marked,
            ChangeFiles = changes?.Files ?? [],
            HasReadWholeTable = true,
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
            Outcome = await scope.CommitAsync(write, cancellationToken).ConfigureAwait(false),
            InsertedRows = counts.Inserted,
            UpdatedRows = counts.MatchedUpdated + counts.UnmatchedUpdated,
            DeletedRows = counts.MatchedDeleted + counts.UnmatchedDeleted,
            CopiedRows = counts.Copied,
        };
    }
}
