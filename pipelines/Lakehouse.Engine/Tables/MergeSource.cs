using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.Tables;

/// <summary>The rows of a merge's source, computed once, because they are needed several times.</summary>
/// <param name="Columns">The columns of the SELECT.</param>
/// <param name="RowCount">The rows.</param>
internal sealed record MergeSource(IReadOnlyList<RowSetColumn> Columns, long RowCount)
{
    /// <summary>The alias by which SQL of the merge names the source.</summary>
    internal const string Alias = "source";

    /// <summary>The column with the number of a row.</summary>
    internal const string Number = "_lh_source";

    private const string Table = "\"lh_operation\".\"source\"";

    /// <summary>What stands after FROM to read it.</summary>
    internal static string From => $"{Table} as {Alias}";

    /// <summary>Computes the rows.</summary>
    internal static async Task<MergeSource> ComputeAsync(
        OperationScope scope,
        string sql,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<RowSetColumn> columns = await RowSource
            .ColumnsAsync(scope.Session, sql, cancellationToken)
            .ConfigureAwait(false);
        await scope
            .Session.ExecuteAsync(
                $"""
                create schema if not exists "lh_operation";
                create or replace table {Table} as
                select *, row_number() over () as {Number} from (
                {SqlText.Embeddable(sql)}
                ) as s
                """,
                cancellationToken
            )
            .ConfigureAwait(false);
        long rows = await scope
            .NumberAsync($"select cast(count(*) as bigint) from {Table}", cancellationToken)
            .ConfigureAwait(false);
        return new MergeSource(columns, rows);
    }

    /// <summary>Frees the rows.</summary>
    internal static Task DropAsync(IEngineSession session) =>
        session.ExecuteAsync($"drop table if exists {Table}", CancellationToken.None);
}
