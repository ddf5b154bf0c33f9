using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Transform.Tests.Support;

/// <summary>Kills a run at its k-th call of any store: before the call takes effect, or right after it has.</summary>
/// <param name="at">The call, from 1.</param>
/// <param name="isAfter">Whether the call takes effect.</param>
internal sealed class Killer(int at, bool isAfter)
{
    private int _count;

    internal bool HasStruck => _count >= at;

    internal ITableStore Wrap(ITableStore inner) => new Store(inner, this);

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        int number = ++_count;
        if (number == at && isAfter)
        {
            await call();
        }

        return number >= at ? throw new KilledException() : await call();
    }

#pragma warning disable S3871 // why: nobody outside these tests may catch it.
    internal sealed class KilledException : Exception;
#pragma warning restore S3871

    private sealed class Store(ITableStore inner, Killer killer) : InterceptedStore(inner)
    {
        protected override Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make) => killer.CallAsync(make);
    }
}
