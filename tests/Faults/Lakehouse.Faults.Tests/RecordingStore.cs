using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Faults.Tests;

/// <summary>Writes down the I/Os that are made.</summary>
internal sealed class RecordingStore(ITableStore inner) : InterceptedStore(inner)
{
    public List<StoreCall> Calls { get; } = [];

    protected override Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make)
    {
        Calls.Add(call);
        return make();
    }
}
