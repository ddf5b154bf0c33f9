namespace Lakehouse.Delta.Stores.Caching;

/// <summary>Removes files from a cache that holds more than its limit.</summary>
internal sealed class CacheSweep(string folder, long limitBytes, TimeProvider clock)
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(7);
    private const string CachedExtension = ".parquet";

    /// <summary>Sweeps.</summary>
    /// <param name="source">Asked whether it has what is to be removed.</param>
    /// <param name="tryLock">Takes the cache's lock, or null.</param>
    /// <param name="leased">The paths that sessions hold; asked before the lock and under it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal async Task RunAsync(
        ICacheSource source,
        Func<FileStream?> tryLock,
        Func<HashSet<string>> leased,
        CancellationToken cancellationToken
    )
    {
        List<FileInfo> files = Files();
        long excess = files.Sum(file => file.Length) - limitBytes;
        if (excess <= 0)
        {
            return;
        }

        // The questions to the source are slow and come before the lock.
        HashSet<string> inUse = leased();
        List<FileInfo> removable = await RemovableAsync(
                files.Where(file => !inUse.Contains(file.FullName)),
                excess,
                source,
                cancellationToken
            )
            .ConfigureAwait(false);
        using FileStream? held = tryLock();
        if (held is null)
        {
            return;
        }

        inUse = leased();
        foreach (FileInfo file in removable.Where(file => !inUse.Contains(file.FullName)).TakeWhile(_ => excess > 0))
        {
            excess -= file.Length;
            file.Delete();
        }
    }

    // Twice the excess, because some of it may be in use by then.
    private async Task<List<FileInfo>> RemovableAsync(
        IEnumerable<FileInfo> files,
        long excess,
        ICacheSource source,
        CancellationToken cancellationToken
    )
    {
        List<FileInfo> removable = [];
        long found = 0;
        foreach (FileInfo file in files.OrderBy(file => file.LastAccessTimeUtc).ThenBy(file => file.FullName, StringComparer.Ordinal))
        {
            if (found >= excess * 2)
            {
                break;
            }

            long? size = await source.TrySizeAsync(file.FullName, cancellationToken).ConfigureAwait(false);
            if (size == file.Length || clock.GetUtcNow().UtcDateTime - file.LastAccessTimeUtc > AbandonedAfter)
            {
                removable.Add(file);
                found += file.Length;
            }
        }

        return removable;
    }

    private List<FileInfo> Files()
    {
        EnumerationOptions below = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        List<FileInfo> files = [];
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*" + CachedExtension, below))
        {
            if (file.Exists)
            {
                files.Add(file);
            }
        }

        return files;
    }
}
