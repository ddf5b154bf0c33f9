using System.Globalization;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Engine.Tables;

/// <summary>Which rows a merge changes and how, worked out by the engine and kept in two tables of its session.</summary>
/// <remarks>
/// <see cref="ChangedRows"/> has the rows of the table that a clause applies to, <see cref="Added"/> the rows of the
/// source that come in; both with the clause's number.
/// </remarks>
internal sealed class MergeMatches
{
    /// <summary>The rows of the source that come in.</summary>
    internal const string Added = "\"lh_operation\".\"added\"";

    private MergeMatches(IReadOnlyDictionary<int, long> counts, IReadOnlyList<AddFile> touched)
    {
        Counts = counts;
        Touched = touched;
    }

    /// <summary>How many rows each clause applies to, by its number; without those that apply to none.</summary>
    internal IReadOnlyDictionary<int, long> Counts { get; }

    /// <summary>The files with rows that change, as <c>changed</c> numbers them.</summary>
    internal IReadOnlyList<AddFile> Touched { get; }

    /// <summary>Finds them.</summary>
    /// <exception cref="EngineException"><c>LH2709</c>: several rows of the source match one row.</exception>
    internal static async Task<MergeMatches> FindAsync(
        OperationScope scope,
        MergeRequest request,
        MergePlan plan,
        IReadOnlyList<AddFile> candidates,
        CancellationToken cancellationToken
    )
    {
        IEngineSession session = scope.Session;
        await scope.Target.BindAsync(candidates, cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(PairsSql(request, plan), cancellationToken).ConfigureAwait(false);
        if (plan.NotMatched.Length > 0)
        {
            await session.ExecuteAsync(AddedSql(plan), cancellationToken).ConfigureAwait(false);
        }

        await session.ExecuteAsync($"delete from {ChangedRows.Table} where {ChangedRows.Clause} = 0", cancellationToken).ConfigureAwait(false);
        await RequireSingleAsync(scope, request, plan, cancellationToken).ConfigureAwait(false);
        if (plan.NotMatchedBySource.Length > 0)
        {
            await session.ExecuteAsync(UnmatchedSql(request, plan), cancellationToken).ConfigureAwait(false);
        }

        return new MergeMatches(
            await CountAsync(scope, plan, cancellationToken).ConfigureAwait(false),
            await TouchAsync(scope, cancellationToken).ConfigureAwait(false)
        );
    }

    /// <summary>Frees the tables.</summary>
    internal static async Task DropAsync(IEngineSession session)
    {
        await ChangedRows.DropAsync(session).ConfigureAwait(false);
        await session.ExecuteAsync($"drop table if exists {Added}", CancellationToken.None).ConfigureAwait(false);
    }

    // A row of the source that matches a row of the table is matched even where no clause applies to it.
    private static string PairsSql(MergeRequest request, MergePlan plan) =>
        $"""
        create or replace table {ChangedRows.Table} as
        select {TargetRows.Alias}.{FilePosition.File} as {ChangedRows.File}, {TargetRows.Alias}.{FilePosition.Row} as {ChangedRows.Row},
            {MergeSource.Alias}.{MergeSource.Number} as {ChangedRows.SourceRow},
            {(plan.Matched.Length == 0 ? "0" : MergePlan.Choice(plan.Matched))} as {ChangedRows.Clause}
        from {TargetRows.From} join {MergeSource.From} on ({request.On})
        """;

    private static string AddedSql(MergePlan plan) =>
        $"""
        create or replace table {Added} as
        select {ChangedRows.SourceRow}, {ChangedRows.Clause} from (
            select
                {MergeSource.Alias}.{MergeSource.Number} as {ChangedRows.SourceRow},
                {MergePlan.Choice(plan.NotMatched)} as {ChangedRows.Clause}
            from {MergeSource.From}
            where not exists (
                select 1 from {ChangedRows.Table} where {ChangedRows.Table}.{ChangedRows.SourceRow} = {MergeSource.Alias}.{MergeSource.Number})
        ) as chosen where {ChangedRows.Clause} > 0
        """;

    private static string UnmatchedSql(MergeRequest request, MergePlan plan) =>
        $"""
        insert into {ChangedRows.Table}
        select {ChangedRows.File}, {ChangedRows.Row}, null, {ChangedRows.Clause} from (
            select {TargetRows.Alias}.{FilePosition.File} as {ChangedRows.File}, {TargetRows.Alias}.{FilePosition.Row} as {ChangedRows.Row},
                {MergePlan.Choice(plan.NotMatchedBySource)} as {ChangedRows.Clause}
            from {TargetRows.From}
            where not exists (select 1 from {MergeSource.From} where ({request.On}))
        ) as chosen where {ChangedRows.Clause} > 0
        """;

    private static async Task RequireSingleAsync(
        OperationScope scope,
        MergeRequest request,
        MergePlan plan,
        CancellationToken cancellationToken
    )
    {
        string twice = $"select {ChangedRows.File}, {ChangedRows.Row} from {ChangedRows.Table} group by {ChangedRows.File}, {ChangedRows.Row} having count(*) > 1";
        long count = await scope
            .NumberAsync($"select cast(count(*) as bigint) from ({twice}) as twice", cancellationToken)
            .ConfigureAwait(false);
        if (count > 0 && !plan.AllowsSeveralMatches)
        {
            throw new EngineException(
                "LH2709",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"found {count} rows of the table that several rows of the source match by {request.On}, "
                ) + "expected at most one for each: which values a row gets would be left to chance.",
                "Keep one row for each key in the source, for example with qualify row_number() over (…) = 1."
            );
        }

        if (count > 0)
        {
            await scope
                .Session.ExecuteAsync(
                    $"""
                    create or replace table {ChangedRows.Table} as
                    select
                        {ChangedRows.File},
                        {ChangedRows.Row},
                        min({ChangedRows.SourceRow}) as {ChangedRows.SourceRow},
                        min({ChangedRows.Clause}) as {ChangedRows.Clause}
                    from {ChangedRows.Table} group by {ChangedRows.File}, {ChangedRows.Row}
                    """,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private static async Task<Dictionary<int, long>> CountAsync(
        OperationScope scope,
        MergePlan plan,
        CancellationToken cancellationToken
    )
    {
        string added = plan.NotMatched.Length == 0 ? "" : $" union all select {ChangedRows.Clause} from {Added}";
        RowSet rows = await scope
            .Session.QueryAsync(
                $"select {ChangedRows.Clause}, cast(count(*) as bigint) from (select {ChangedRows.Clause} from {ChangedRows.Table}{added}) as c group by 1",
                int.MaxValue,
                cancellationToken
            )
            .ConfigureAwait(false);
        return rows.Rows.ToDictionary(row => Number(row[0]), row => Convert.ToInt64(row[1], CultureInfo.InvariantCulture));
    }

    // Numbers the files anew, as they are bound for the rewriting.
    private static async Task<IReadOnlyList<AddFile>> TouchAsync(
        OperationScope scope,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<AddFile> candidates = scope.Target.Files;
        RowSet rows = await scope
            .Session.QueryAsync(
                $"select distinct {ChangedRows.File} from {ChangedRows.Table} order by {ChangedRows.File}",
                Math.Max(1, candidates.Count),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (rows.Rows.Count == 0 || rows.Rows.Count == candidates.Count)
        {
            return rows.Rows.Count == 0 ? [] : candidates;
        }

        await scope
            .Session.ExecuteAsync(
                $"""
                create or replace table {ChangedRows.Table} as
                select
                    dense_rank() over (order by {ChangedRows.File}) - 1 as {ChangedRows.File},
                    {ChangedRows.Row},
                    {ChangedRows.SourceRow},
                    {ChangedRows.Clause}
                from {ChangedRows.Table}
                """,
                cancellationToken
            )
            .ConfigureAwait(false);
        AddFile[] touched = [.. rows.Rows.Select(row => candidates[Number(row[0])])];
        await scope.Target.BindAsync(touched, cancellationToken).ConfigureAwait(false);
        return scope.Target.Files;
    }

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
