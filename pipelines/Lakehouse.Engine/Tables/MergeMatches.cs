using System.Globalization;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Engine.Tables;

/// <summary>Which rows a merge changes and how, worked out by the engine and kept in two tables of its session.</summary>
/// <remarks>
/// <c>changed</c> has a row for each row of the table that a clause applies to: its file and row number, the row of the
/// source or NULL, and the clause. <c>added</c> has the rows of the source that come in, with the clause.
/// </remarks>
internal sealed class MergeMatches
{
    /// <summary>The columns of the two tables.</summary>
    internal const string File = "_lh_f";

    /// <inheritdoc cref="File"/>
    internal const string Row = "_lh_r";

    /// <inheritdoc cref="File"/>
    internal const string SourceRow = "_lh_s";

    /// <inheritdoc cref="File"/>
    internal const string Clause = "_lh_a";

    /// <summary>The rows of the table that change.</summary>
    internal const string Changed = "\"lh_operation\".\"changed\"";

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

        await session.ExecuteAsync($"delete from {Changed} where {Clause} = 0", cancellationToken).ConfigureAwait(false);
        await RequireSingleAsync(scope, request, plan, cancellationToken).ConfigureAwait(false);
        if (plan.NotMatchedBySource.Length > 0)
        {
            await session.ExecuteAsync(UnmatchedSql(request, plan), cancellationToken).ConfigureAwait(false);
        }

        return new MergeMatches(
            await CountAsync(scope, plan, cancellationToken).ConfigureAwait(false),
            await TouchAsync(scope, candidates, cancellationToken).ConfigureAwait(false)
        );
    }

    /// <summary>Frees the tables.</summary>
    internal static Task DropAsync(IEngineSession session) =>
        session.ExecuteAsync($"drop table if exists {Changed}; drop table if exists {Added}", CancellationToken.None);

    // A row of the source that matches a row of the table is matched even where no clause applies to it.
    private static string PairsSql(MergeRequest request, MergePlan plan) =>
        $"""
        create or replace table {Changed} as
        select {TargetRows.Alias}.{FilePosition.File} as {File}, {TargetRows.Alias}.{FilePosition.Row} as {Row},
            {MergeSource.Alias}.{MergeSource.Number} as {SourceRow},
            {(plan.Matched.Length == 0 ? "0" : MergePlan.Choice(plan.Matched))} as {Clause}
        from {TargetRows.From} join {MergeSource.From} on ({request.On})
        """;

    private static string AddedSql(MergePlan plan) =>
        $"""
        create or replace table {Added} as
        select {SourceRow}, {Clause} from (
            select {MergeSource.Alias}.{MergeSource.Number} as {SourceRow}, {MergePlan.Choice(plan.NotMatched)} as {Clause}
            from {MergeSource.From}
            where not exists (
                select 1 from {Changed} where {Changed}.{SourceRow} = {MergeSource.Alias}.{MergeSource.Number})
        ) as chosen where {Clause} > 0
        """;

    private static string UnmatchedSql(MergeRequest request, MergePlan plan) =>
        $"""
        insert into {Changed}
        select {File}, {Row}, null, {Clause} from (
            select {TargetRows.Alias}.{FilePosition.File} as {File}, {TargetRows.Alias}.{FilePosition.Row} as {Row},
                {MergePlan.Choice(plan.NotMatchedBySource)} as {Clause}
            from {TargetRows.From}
            where not exists (select 1 from {MergeSource.From} where ({request.On}))
        ) as chosen where {Clause} > 0
        """;

    private static async Task RequireSingleAsync(
        OperationScope scope,
        MergeRequest request,
        MergePlan plan,
        CancellationToken cancellationToken
    )
    {
        string twice = $"select {File}, {Row} from {Changed} group by {File}, {Row} having count(*) > 1";
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
                    create or replace table {Changed} as
                    select {File}, {Row}, min({SourceRow}) as {SourceRow}, min({Clause}) as {Clause}
                    from {Changed} group by {File}, {Row}
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
        string added = plan.NotMatched.Length == 0 ? "" : $" union all select {Clause} from {Added}";
        RowSet rows = await scope
            .Session.QueryAsync(
                $"select {Clause}, cast(count(*) as bigint) from (select {Clause} from {Changed}{added}) as c group by 1",
                int.MaxValue,
                cancellationToken
            )
            .ConfigureAwait(false);
        return rows.Rows.ToDictionary(row => Number(row[0]), row => Convert.ToInt64(row[1], CultureInfo.InvariantCulture));
    }

    // Numbers the files anew, as they are bound for the rewriting.
    private static async Task<IReadOnlyList<AddFile>> TouchAsync(
        OperationScope scope,
        IReadOnlyList<AddFile> candidates,
        CancellationToken cancellationToken
    )
    {
        RowSet rows = await scope
            .Session.QueryAsync(
                $"select distinct {File} from {Changed} order by {File}",
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
                create or replace table {Changed} as
                select dense_rank() over (order by {File}) - 1 as {File}, {Row}, {SourceRow}, {Clause} from {Changed}
                """,
                cancellationToken
            )
            .ConfigureAwait(false);
        AddFile[] touched = [.. rows.Rows.Select(row => candidates[Number(row[0])])];
        await scope.Target.BindAsync(touched, cancellationToken).ConfigureAwait(false);
        return touched;
    }

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
