namespace Lakehouse.Delta.Stores;

/// <summary>Puts for which the fate that cannot be told is a failure like any other.</summary>
public static class TableStoreExtensions
{
    /// <summary>Writes a file that must not exist, durably, where the caller may simply run again.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops before the write; a write under way ends as it ends.</param>
    /// <returns>True when this call made the file; false when it was there already.</returns>
    /// <exception cref="DeltaException"><c>LH1007</c>: it is not known whether the file was made.</exception>
    public static async Task<bool> TryPutIfAbsentAsync(
        this ITableStore store,
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        return await store.PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false) switch
        {
            PutOutcome.Put => true,
            PutOutcome.Unknown unknown => throw new DeltaException(
                "LH1007",
                $"It is not known whether '{store.Root}/{path}' was written: {unknown.Cause.Message}",
                "Look whether the file is there, then run again.",
                unknown.Cause
            ),
            _ => false,
        };
    }
}
