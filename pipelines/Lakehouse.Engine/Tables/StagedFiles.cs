using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>Stages files for one table, and takes back those that no commit has named.</summary>
internal sealed class StagedFiles(IEngineSession session, IProgress<EngineProgress>? progress) : IDisposable
{
    private readonly List<(string Root, DataFile File)> _staged = [];
    private bool _isKept;

    /// <summary>Runs a SELECT into files.</summary>
    internal async Task<StagedRows> StageAsync(StageRequest request, CancellationToken cancellationToken)
    {
        StagedRows rows = await session.StageAsync(request, progress, cancellationToken).ConfigureAwait(false);
        _staged.AddRange(rows.Files.Select(file => (rows.TableRoot, file)));
        return rows;
    }

    /// <summary>Says that a commit is about to name the files.</summary>
    /// <remarks>
    /// Before it is sent, for when a commit fails nobody knows whether it took effect: its files must not be deleted
    /// then.
    /// </remarks>
    internal void Keep() => _isKept = true;

    /// <summary>Says that no commit names the files after all.</summary>
    internal void KeepNothing() => _isKept = false;

    /// <summary>Deletes what was staged, unless it is kept.</summary>
    /// <remarks>A file that cannot be deleted stays behind; no reader sees it, and vacuum takes it later.</remarks>
    public void Dispose()
    {
        if (_isKept)
        {
            return;
        }

        foreach ((string root, DataFile file) in _staged)
        {
            try
            {
                File.Delete(Path.Combine(root, file.Path));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The failure that made the file superfluous is the one to report.
            }
        }
    }
}
