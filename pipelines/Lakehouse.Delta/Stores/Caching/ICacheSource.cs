namespace Lakehouse.Delta.Stores.Caching;

/// <summary>Where cached files come from.</summary>
public interface ICacheSource
{
    /// <summary>Copies a file to a place that does not exist, whole and durably.</summary>
    /// <param name="cachedPath">The path that the file has in the cache, which tells the source which file it is.</param>
    /// <param name="target">Where to write it: an absolute path.</param>
    /// <param name="cancellationToken">Stops the copying; a part may be left at the target.</param>
    /// <returns>When it is whole.</returns>
    /// <exception cref="DeltaException">There is no such file, or the source cannot be reached.</exception>
    Task DownloadAsync(string cachedPath, string target, CancellationToken cancellationToken);

    /// <summary>The size of a file at its source.</summary>
    /// <param name="cachedPath">The path that the file has in the cache.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <returns>The bytes; null where the source does not have it, or the path is not of this source.</returns>
    Task<long?> TrySizeAsync(string cachedPath, CancellationToken cancellationToken);
}
