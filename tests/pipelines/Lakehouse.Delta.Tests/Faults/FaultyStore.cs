using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Tests.Faults;

/// <summary>A store whose k-th I/O fails.</summary>
internal sealed class FaultyStore(ITableStore inner, int failAt, FaultKind kind, Action? tear = null) : ITableStore
{
    private int _count;

    public string Root => inner.Root;

    /// <summary>How many I/Os were asked for.</summary>
    public int Count => _count;

    public Task<IReadOnlyList<StoredFile>> ListAsync(
        string folder,
        string? startAt,
        CancellationToken cancellationToken
    ) => RunAsync(() => inner.ListAsync(folder, startAt, cancellationToken));

    public Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken) =>
        RunAsync(() => inner.TryReadAsync(path, cancellationToken));

    public Task<bool> TryPutIfAbsentAsync(
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    ) => RunAsync(() => inner.TryPutIfAbsentAsync(path, content, cancellationToken));

    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        RunAsync(async () =>
        {
            await inner.PutAsync(path, content, cancellationToken);
            return true;
        });

    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        RunAsync(async () =>
        {
            await inner.DeleteAsync(path, cancellationToken);
            return true;
        });

    private async Task<T> RunAsync<T>(Func<Task<T>> operation)
    {
        int number = Interlocked.Increment(ref _count);
        bool isHit = kind == FaultKind.Dies ? number >= failAt : number == failAt;
        if (!isHit)
        {
            return await operation();
        }

        if (kind == FaultKind.FailsAfterwards)
        {
            _ = await operation();
        }

        if (number == failAt)
        {
            tear?.Invoke();
        }

        throw new DeltaException("LH1003", $"I/O {number} fails on purpose.", "None.");
    }
}
