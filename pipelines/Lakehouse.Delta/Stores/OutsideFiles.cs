using Lakehouse.Delta.Paths;

namespace Lakehouse.Delta.Stores;

/// <summary>Reads files that a log names, which may lie outside the table's root: a shallow clone's do.</summary>
/// <param name="store">The table's files.</param>
internal sealed class OutsideFiles(ITableStore store)
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">A decoded path: below the root, or absolute.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The bytes, or null where there is no such file.</returns>
    /// <exception cref="DeltaException"><c>LH1112</c>: the file is neither in the table's store nor on this
    /// machine.</exception>
    internal async Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!LogPath.IsAbsolute(path))
        {
            return await store.TryReadAsync(path, cancellationToken).ConfigureAwait(false);
        }

        if (path.StartsWith(store.Root + "/", StringComparison.Ordinal))
        {
            return await store.TryReadAsync(path[(store.Root.Length + 1)..], cancellationToken).ConfigureAwait(false);
        }

        if (!path.StartsWith('/'))
        {
            throw new DeltaException(
                "LH1112",
                $"The table '{store.Root}' names the file '{path}', expected one below it or on this machine.",
                "Copy the file and the table to one place."
            );
        }

        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFailure.Explain(failure, "read", path);
        }
    }
}
