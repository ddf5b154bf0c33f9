using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>Which files hold rows for which a condition is true.</summary>
/// <param name="Whole">Files all of whose rows it is true for.</param>
/// <param name="Partial">Files for some of whose rows it is true, with the number of these.</param>
/// <param name="MatchedRows">Rows that it is true for; null where a whole file's row count is unknown.</param>
internal sealed record FileMatches(
    IReadOnlyList<AddFile> Whole,
    IReadOnlyList<(AddFile File, long Rows)> Partial,
    long? MatchedRows
)
{
    /// <summary>Whether the condition is true for no row.</summary>
    internal bool IsEmpty => Whole.Count == 0 && Partial.Count == 0;

    /// <summary>Looks for the rows; files whose partition values decide alone are not opened.</summary>
    /// <param name="scope">The operation.</param>
    /// <param name="condition">The condition on the table's columns.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="EngineException">The condition does not parse, bind or run.</exception>
    internal static async Task<FileMatches> FindAsync(
        OperationScope scope,
        string condition,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<AddFile> files = scope.Snapshot.Files;
        await scope.Target.BindPartitionsAsync(files, cancellationToken).ConfigureAwait(false);
        if (
            await scope.BindsAsync(condition, TargetRows.FromPartitions, cancellationToken).ConfigureAwait(false)
        )
        {
            return await ByPartitionAsync(scope, files, condition, cancellationToken).ConfigureAwait(false);
        }

        await scope.Target.BindAsync(files, cancellationToken).ConfigureAwait(false);
        RowSet rows = await scope
            .Session.QueryAsync(
                $"select {FilePosition.File}, cast(count(*) as bigint) from {TargetRows.From} "
                    + $"where ({condition}) group by {FilePosition.File} order by {FilePosition.File}",
                Math.Max(1, files.Count),
                cancellationToken
            )
            .ConfigureAwait(false);
        return Sort(rows.Rows.Select(row => (files[Number(row[0])], Convert.ToInt64(row[1], Invariant))));
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static async Task<FileMatches> ByPartitionAsync(
        OperationScope scope,
        IReadOnlyList<AddFile> files,
        string condition,
        CancellationToken cancellationToken
    )
    {
        RowSet rows = await scope
            .Session.QueryAsync(
                $"select {FilePosition.File} from {TargetRows.FromPartitions} where ({condition}) "
                    + $"order by {FilePosition.File}",
                Math.Max(1, files.Count),
                cancellationToken
            )
            .ConfigureAwait(false);
        AddFile[] whole = [.. rows.Rows.Select(row => files[Number(row[0])])];
        return new FileMatches(whole, [], RowCounts.Of(whole));
    }

    private static FileMatches Sort(IEnumerable<(AddFile File, long Rows)> matches)
    {
        List<AddFile> whole = [];
        List<(AddFile, long)> partial = [];
        long count = 0;
        foreach ((AddFile file, long rows) in matches)
        {
            count += rows;
            if (FileRowCount.Live(file) == rows)
            {
                whole.Add(file);
            }
            else
            {
                partial.Add((file, rows));
            }
        }

        return new FileMatches(whole, partial, count);
    }

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
