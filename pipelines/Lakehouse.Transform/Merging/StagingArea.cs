using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine;

namespace Lakehouse.Transform.Merging;

/// <summary>Stages files for one table, and takes back those that no commit has named.</summary>
internal sealed class StagingArea(string tableRoot, string label, IProgress<EngineProgress>? progress)
{
    private readonly List<DataFile> _staged = [];

    /// <summary>Runs a SELECT into files.</summary>
    internal async Task<StagedRows> StageAsync(IEngineSession session, string sql, StructType schema, CancellationToken cancellationToken)
    {
        StageRequest request = new() { Sql = sql, Schema = schema, TableRoot = tableRoot, Label = label };
        StagedRows rows = await session.StageAsync(request, progress, cancellationToken).ConfigureAwait(false);
        _staged.AddRange(rows.Files);
        return rows;
    }

    /// <summary>Deletes what was staged but for the files that a commit names.</summary>
    /// <remarks>A file that cannot be deleted stays behind; no reader sees it, and vacuum takes it later.</remarks>
    internal void DeleteAllBut(IReadOnlyList<DataFile> kept)
    {
        HashSet<string> names = new(kept.Select(file => file.Path), StringComparer.Ordinal);
        foreach (DataFile file in _staged.Where(file => !names.Contains(file.Path)))
        {
            try
            {
                File.Delete(Path.Combine(tableRoot, file.Path));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The failure that made the file superfluous is the one to report.
            }
        }
    }
}
