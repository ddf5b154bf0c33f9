namespace Lakehouse.Delta.Stores;

/// <summary>A table in a folder of this machine, or of a mount that has hard links and consistent listings.</summary>
/// <remarks>
/// A put writes a hidden file beside its target, makes it durable and gives it its name in one step: link(2) where
/// the name must be new, rename(2) where it may exist. A crash leaves at the most a hidden file, which no reader sees.
/// Safe to share between threads and processes.
/// </remarks>
public sealed class LocalTableStore : ITableStore
{
    /// <summary>Opens a folder; it need not exist.</summary>
    /// <param name="root">The table's folder; a relative path is taken from the working directory.</param>
    public LocalTableStore(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
    }

    /// <inheritdoc/>
    public string Root { get; }

    /// <inheritdoc/>
    public string LocalRoot => Root;

    /// <inheritdoc/>
    /// <remarks>Always: a file system without hard links refuses each put with <c>LH1004</c>.</remarks>
    public Task<bool> HasAtomicPutIfAbsentAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredFile>> ListAsync(
        string folder,
        string? startAt,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = LocateFolder(folder);
        return Task.FromResult(Guarded("listing", location, () => LocalListing.Names(location, startAt)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAllAsync(
        string folder,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string location = LocateFolder(folder);
        using IEnumerator<StoredFile> files = LocalListing.Below(Root, location).GetEnumerator();
        while (Guarded("listing", location, files.MoveNext))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return files.Current;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<StoredFile?> TryFindAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        return Task.FromResult(Guarded("look-up", location, () => LocalListing.TryFind(location, path)));
    }

    /// <inheritdoc/>
    /// <remarks>Reads without a thread switch: log files are small and mostly in the page cache.</remarks>
    public Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        return Task.FromResult(Guarded("read", location, () => LocalReading.TryRead(location)));
    }

    /// <inheritdoc/>
    public Task<byte[]?> TryReadRangeAsync(string path, long offset, int length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        return Task.FromResult(Guarded("read", location, () => LocalReading.TryReadRange(location, offset, length)));
    }

    /// <inheritdoc/>
    /// <exception cref="DeltaException"><c>LH1001</c> full, <c>LH1002</c> not permitted, <c>LH1004</c> no hard links,
    /// <c>LH1005</c> or <c>LH1006</c> no possible name, <c>LH1003</c> anything else.</exception>
    public Task<PutOutcome> PutIfAbsentAsync(
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        return Task.FromResult(Guarded("put", location, () => LocalWriting.PutIfAbsent(location, content)));
    }

    /// <inheritdoc/>
    /// <exception cref="DeltaException"><c>LH1001</c> full, <c>LH1002</c> not permitted, <c>LH1005</c> or
    /// <c>LH1006</c> no possible name, <c>LH1003</c> anything else.</exception>
    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        _ = Guarded("write", location, () => LocalWriting.Put(location, content));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="DeltaException"><c>LH1001</c> full, <c>LH1002</c> not permitted, <c>LH1005</c> or
    /// <c>LH1006</c> no possible name, <c>LH1003</c> anything else.</exception>
    public async Task UploadAsync(string localFile, string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        try
        {
            await LocalWriting.CopyAsync(localFile, location, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFailure.Explain(failure, "copy", location);
        }
    }

    /// <inheritdoc/>
    public Task<string> LocateAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Locate(path));
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        _ = Guarded("deletion", location, () => LocalWriting.Delete(location));
        return Task.CompletedTask;
    }

    private static T Guarded<T>(string action, string path, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFailure.Explain(failure, action, path);
        }
    }

    private string LocateFolder(string folder) => folder.Length == 0 ? Root : Locate(folder);

    private string Locate(string path)
    {
        StorePath.Require(path);
        if (OperatingSystem.IsWindows())
        {
            WindowsNames.Require(path);
        }

        return Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));
    }
}
