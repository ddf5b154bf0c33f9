using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine;

namespace Lakehouse.Transform.Merging;

/// <summary>Stages files for one table, and takes back those that no commit has named.</summary>
internal sealed class StagingArea(string tableRoot, string label, IProgress<EngineProgress>? progress)
{
    private readonly List<DataFile> _staged = [];
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>Runs a SELECT into files.</summary>
    internal async Task<StagedRows> StageAsync(IEngineSession session, string sql, StructType schema, CancellationToken cancellationToken)
    {
        StageRequest request = new() { Sql = sql, Schema = schema, TableRoot = tableRoot, Label = label };
        StagedRows rows = await session.StageAsync(request, progress, cancellationToken).ConfigureAwait(false);
        _staged.AddRange(rows.Files);
        return rows;
    }

    /// <summary>Says which files a commit is about to name.</summary>
    /// <remarks>
    /// Before it is sent, for when a commit fails nobody knows whether it took effect: its files must not be deleted then.
    /// </remarks>
    internal void Keep(IEnumerable<DataFile> files) => _kept.UnionWith(files.Select(file => file.Path));

    /// <summary>Says that no commit names the files after all.</summary>
    internal void KeepNothing() => _kept.Clear();

    /// <summary>Deletes what was staged but for the files that are kept.</summary>
    /// <remarks>A file that cannot be deleted stays behind; no reader sees it, and vacuum takes it later.</remarks>
    internal void DeleteRest()
    {
        foreach (DataFile file in _staged.Where(file => !_kept.Contains(file.Path)))
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
