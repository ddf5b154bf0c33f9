using Lakehouse.Delta.Stores;

namespace Lakehouse.Transform.Tests.Support;

/// <summary>Does something before or after each commit file is put.</summary>
/// <param name="inner">The real store.</param>
/// <param name="before">Before a put.</param>
/// <param name="after">After a put has taken effect.</param>
internal sealed class InterferingStore(ITableStore inner, Func<Task> before, Func<Task> after) : ITableStore
{
    public string Root => inner.Root;

    public Task<IReadOnlyList<StoredFile>> ListAsync(string folder, string? startAt, CancellationToken cancellationToken) =>
        inner.ListAsync(folder, startAt, cancellationToken);

    public Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken) => inner.TryReadAsync(path, cancellationToken);

    public async Task<bool> TryPutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await before();
        bool isPut = await inner.TryPutIfAbsentAsync(path, content, cancellationToken);
        await after();
        return isPut;
    }

    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        inner.PutAsync(path, content, cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => inner.DeleteAsync(path, cancellationToken);
}
