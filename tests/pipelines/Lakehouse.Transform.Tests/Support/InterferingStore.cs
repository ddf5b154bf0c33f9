using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Transform.Tests.Support;

/// <summary>Does something before or after each commit file is put.</summary>
/// <param name="inner">The real store.</param>
/// <param name="before">Before a put.</param>
/// <param name="after">After a put has taken effect.</param>
internal sealed class InterferingStore(ITableStore inner, Func<Task> before, Func<Task> after) : InterceptedStore(inner)
{
    protected override async Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make)
    {
        if (call.Operation != "PutIfAbsent")
        {
            return await make();
        }

        await before();
        T outcome = await make();
        await after();
        return outcome;
    }
}
