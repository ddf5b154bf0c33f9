using System.Globalization;
using Lakehouse.Delta.DeletionVectors;

namespace Lakehouse.Engine.Tables;

/// <summary>
/// The rows of a table that an operation changes, kept in a table of the session: file and row number, the number of a
/// source row or NULL, and the number of what happens to it.
/// </summary>
internal static class ChangedRows
{
    /// <summary>The table.</summary>
    internal const string Table = "\"lh_operation\".\"changed\"";

    /// <summary>The number of the file among the bound ones.</summary>
    internal const string File = "_lh_f";

    /// <summary>The row within the file.</summary>
    internal const string Row = "_lh_r";

    /// <summary>The row of a source, or NULL.</summary>
    internal const string SourceRow = "_lh_s";

    /// <summary>What happens to the row.</summary>
    internal const string Clause = "_lh_a";

    /// <summary>Fills it with the rows of the bound files for which a condition is true.</summary>
    internal static Task ComputeAsync(OperationScope scope, string condition, CancellationToken cancellationToken) =>
        scope.Session.ExecuteAsync(
            $"""
            create or replace table {Table} as
            select {FilePosition.File} as {File}, {FilePosition.Row} as {Row} from {TargetRows.From} where ({condition})
            """,
            cancellationToken
        );

    /// <summary>The rows of one file.</summary>
    internal static async Task<RowPositionSet> OfFileAsync(
        OperationScope scope,
        int number,
        CancellationToken cancellationToken
    )
    {
        RowSet rows = await scope
            .Session.QueryAsync(
                string.Create(CultureInfo.InvariantCulture, $"select list({Row}) from {Table} where {File} = {number}"),
                1,
                cancellationToken
            )
            .ConfigureAwait(false);
        return rows.Rows[0][0] is IEnumerable<object?> positions
            ? RowPositionSet.Of(positions.Select(row => Convert.ToInt64(row, CultureInfo.InvariantCulture)))
            : RowPositionSet.Empty;
    }

    /// <summary>Frees it.</summary>
    internal static Task DropAsync(IEngineSession session) =>
        session.ExecuteAsync($"drop table if exists {Table}", CancellationToken.None);
}
