using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Faults.Tests;

/// <summary>One engine and one session for all tables, and each operation's table as it is before, made once.</summary>
public sealed class FaultEngine : IAsyncLifetime
{
    private readonly DuckDbEngine _engine = new(new DuckDbOptions { Threads = 1 });
    private readonly Dictionary<string, PreparedOperation> _prepared = [];
    private IEngineSession _session = null!;

    public async Task InitializeAsync() => _session = await _engine.OpenSessionAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        foreach (PreparedOperation prepared in _prepared.Values)
        {
            prepared.Table.Dispose();
        }

        await _session.DisposeAsync();
        await _engine.DisposeAsync();
    }

    /// <summary>A table that is not there yet.</summary>
    internal FaultTable NewTable() => new(_engine, _session);

    /// <summary>An operation with its table as it is before.</summary>
    internal async Task<PreparedOperation> PrepareAsync(Operation operation)
    {
        if (!_prepared.TryGetValue(operation.Name, out PreparedOperation? found))
        {
            FaultTable table = NewTable();
            await operation.PrepareAsync(table);
            found = await PreparedOperation.OfAsync(operation, table);
            _prepared.Add(operation.Name, found);
        }

        return found;
    }
}
