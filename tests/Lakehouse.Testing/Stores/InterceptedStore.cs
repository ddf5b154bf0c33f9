using System.Runtime.CompilerServices;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Testing.Stores;

/// <summary>A store that a test may disturb: every call goes through one method.</summary>
/// <param name="inner">The real store.</param>
public abstract class InterceptedStore(ITableStore inner) : ITableStore
{
    private static readonly ReadOnlyMemory<byte> Nothing = ReadOnlyMemory<byte>.Empty;

    /// <inheritdoc/>
    public string Root => inner.Root;

    /// <inheritdoc/>
    public string LocalRoot => inner.LocalRoot;

    /// <summary>The real store.</summary>
    protected ITableStore Inner => inner;

    /// <inheritdoc/>
    public Task<bool> HasAtomicPutIfAbsentAsync(CancellationToken cancellationToken) => inner.HasAtomicPutIfAbsentAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredFile>> ListAsync(string folder, string? startAt, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("List", folder, Nothing), () => inner.ListAsync(folder, startAt, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ListAllAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<StoredFile> files = await CallAsync(
            new StoreCall("ListAll", folder, Nothing),
            async () =>
            {
                List<StoredFile> found = [];
                await foreach (StoredFile file in inner.ListAllAsync(folder, cancellationToken))
                {
                    found.Add(file);
                }

                return found;
            });
        foreach (StoredFile file in files)
        {
            yield return file;
        }
    }

    /// <inheritdoc/>
    public Task<StoredFile?> TryFindAsync(string path, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("TryFind", path, Nothing), () => inner.TryFindAsync(path, cancellationToken));

    /// <inheritdoc/>
    public Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("TryRead", path, Nothing), () => inner.TryReadAsync(path, cancellationToken));

    /// <inheritdoc/>
    public Task<byte[]?> TryReadRangeAsync(string path, long offset, int length, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("TryReadRange", path, Nothing), () => inner.TryReadRangeAsync(path, offset, length, cancellationToken));

    /// <inheritdoc/>
    public Task<PutOutcome> PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("PutIfAbsent", path, content), () => inner.PutIfAbsentAsync(path, content, cancellationToken));

    /// <inheritdoc/>
    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("Put", path, content), () => inner.PutAsync(path, content, cancellationToken));

    /// <inheritdoc/>
    public Task UploadAsync(string localFile, string path, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("Upload", path, Nothing), () => inner.UploadAsync(localFile, path, cancellationToken));

    /// <inheritdoc/>
    public Task<string> LocateAsync(string path, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("Locate", path, Nothing), () => inner.LocateAsync(path, cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        CallAsync(new StoreCall("Delete", path, Nothing), () => inner.DeleteAsync(path, cancellationToken));

    /// <summary>Makes a call of the real store, or not, or something before or after it.</summary>
    /// <typeparam name="T">What the call gives.</typeparam>
    /// <param name="call">Which call.</param>
    /// <param name="make">Makes it.</param>
    /// <returns>What the caller gets.</returns>
    protected abstract Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make);

    private Task CallAsync(StoreCall call, Func<Task> make) => CallAsync(
        call,
        async () =>
        {
            await make();
            return true;
        });
}
