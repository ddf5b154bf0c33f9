using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Faults.Tests;

/// <summary>An operation, the table before it, what may follow, and the I/Os that it makes.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Table">The table before it, which is only to be copied.</param>
/// <param name="Expected">The states that may follow.</param>
/// <param name="Calls">Its I/Os in order, where nothing goes wrong.</param>
internal sealed record PreparedOperation(Operation Operation, FaultTable Table, Expectation Expected, IReadOnlyList<StoreCall> Calls)
{
    /// <summary>Runs an operation without faults to learn of it what the tests need.</summary>
    public static async Task<PreparedOperation> OfAsync(Operation operation, FaultTable table)
    {
        using FaultTable traced = table.Copy();
        RecordingStore store = new(traced.Store);
        await operation.RunAsync(traced, traced.Open(store));
        return new PreparedOperation(operation, table, await Expectation.OfAsync(operation, table), store.Calls);
    }

    /// <summary>The I/Os, from 1, at which a fault differs from every other kind of fault.</summary>
    public IEnumerable<int> Places(FaultKind kind) => Enumerable.Range(1, Calls.Count).Where(at => kind switch
    {
        FaultKind.LosesAnswer or FaultKind.LosesRequest or FaultKind.ArrivesLate => Calls[at - 1].Operation == "PutIfAbsent",
        FaultKind.Tears => Calls[at - 1].Content.Length > 0,
        _ => true,
    });
}
