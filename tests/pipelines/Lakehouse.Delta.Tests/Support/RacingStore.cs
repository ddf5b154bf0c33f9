using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>Lets another writer be first: something happens once, just before the first commit is put.</summary>
internal sealed class RacingStore(ITableStore inner, Func<Task> race) : InterceptedStore(inner)
{
    private bool _isOver;

    protected override async Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make)
    {
        if (!_isOver && call.Operation == "PutIfAbsent")
        {
            _isOver = true;
            await race();
        }

        return await make();
    }
}
