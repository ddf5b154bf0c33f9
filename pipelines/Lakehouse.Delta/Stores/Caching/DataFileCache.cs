namespace Lakehouse.Delta.Stores.Caching;

/// <summary>Files of remote tables on this machine, bounded in size, the least recently used leaving first.</summary>
/// <remarks>
/// <para>A cached file lies at its table's layout below a folder for its store, so that an engine reads the table as
/// if it were here. A download gets its name only when it is whole; a file that a living session was handed is not
/// removed, so that the limit may be passed while more is in use; a file that its store does not have, because it is
/// staged and not yet uploaded, is not removed within a week.</para>
/// <para>Safe to share between threads and processes. Dispose it when nothing of it is read any more.</para>
/// </remarks>
public sealed class DataFileCache : IDisposable
{
    private const string IncomingFolder = ".incoming";
    private const string LeasesFolder = ".leases";
    private const string LockFile = ".lock";
    private const int ParallelDownloads = 4;

    private readonly CacheLeases _leases;
    private readonly CacheSweep _sweep;
    private readonly TimeProvider _clock;

    /// <summary>Opens a cache; nothing is made yet.</summary>
    /// <param name="folder">Its folder, which only caches of this kind use.</param>
    /// <param name="limitBytes">How much it may hold, at least 1.</param>
    /// <param name="clock">Tells which file was used last.</param>
    public DataFileCache(string folder, long limitBytes, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(limitBytes, 1);
        Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        LimitBytes = limitBytes;
        _clock = clock;
        _leases = new CacheLeases(Path.Combine(Folder, LeasesFolder));
        _sweep = new CacheSweep(Folder, limitBytes, clock);
    }

    /// <summary>Its folder: an absolute path.</summary>
    public string Folder { get; }

    /// <summary>How many bytes it may hold.</summary>
    public long LimitBytes { get; }

    /// <summary>Brings files here and keeps them until the cache is disposed.</summary>
    /// <param name="paths">Absolute paths below <see cref="Folder"/>.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>When all are here.</returns>
    public async Task EnsureAsync(
        IReadOnlyCollection<string> paths,
        ICacheSource source,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(source);
        string[] asked = [.. paths.Where(path => !_leases.Has(path)).Distinct(StringComparer.Ordinal)];
        if (asked.Length == 0)
        {
            return;
        }

        string[] missing = await HoldAsync(asked, cancellationToken).ConfigureAwait(false);
        await Parallel
            .ForEachAsync(
                missing,
                new ParallelOptions { MaxDegreeOfParallelism = ParallelDownloads, CancellationToken = cancellationToken },
                async (path, token) => await FetchAsync(path, source, token).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        if (missing.Length > 0)
        {
            await SweepAsync(source, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Brings one file here anew, whether or not it is here.</summary>
    /// <param name="path">An absolute path below <see cref="Folder"/>.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>When it is here.</returns>
    public async Task RefreshAsync(string path, ICacheSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        _ = await HoldAsync([path], cancellationToken).ConfigureAwait(false);
        await FetchAsync(path, source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what is over the limit and not in use.</summary>
    /// <param name="source">Asked whether it has what is to be removed.</param>
    /// <param name="cancellationToken">Stops the work; what is removed is removed.</param>
    /// <returns>When it is done, or when another process is found doing it.</returns>
    public Task SweepAsync(ICacheSource source, CancellationToken cancellationToken) =>
        _sweep.RunAsync(source, () => CacheLock.TryTake(Path.Combine(Folder, LockFile)), _leases.All, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _leases.Dispose();

    // Between the look and the lease no sweep may pass.
    private async Task<string[]> HoldAsync(string[] paths, CancellationToken cancellationToken)
    {
        _ = Directory.CreateDirectory(Path.Combine(Folder, LeasesFolder));
        _ = Directory.CreateDirectory(Path.Combine(Folder, IncomingFolder));
        FileStream held = await CacheLock
            .TakeAsync(Path.Combine(Folder, LockFile), _clock, cancellationToken)
            .ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            List<string> missing = [];
            DateTime now = _clock.GetUtcNow().UtcDateTime;
            foreach (string path in paths)
            {
                if (File.Exists(path))
                {
                    File.SetLastAccessTimeUtc(path, now);
                }
                else
                {
                    missing.Add(path);
                }
            }

            _leases.Add(paths);
            return [.. missing];
        }
    }

    private async Task FetchAsync(string path, ICacheSource source, CancellationToken cancellationToken)
    {
        string incoming = Path.Combine(Folder, IncomingFolder, Path.GetRandomFileName());
        try
        {
            await source.DownloadAsync(path, incoming, cancellationToken).ConfigureAwait(false);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!); // The path is below the cache's folder.
            File.SetLastAccessTimeUtc(incoming, _clock.GetUtcNow().UtcDateTime);
            File.Move(incoming, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFailure.Explain(failure, "copy from its store", path);
        }
        finally
        {
            File.Delete(incoming);
        }
    }
}
