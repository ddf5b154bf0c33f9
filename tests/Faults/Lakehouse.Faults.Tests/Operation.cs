using Lakehouse.Delta;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Faults.Tests;

/// <summary>One operation that must survive a fault at any of its I/Os.</summary>
/// <param name="Name">What it is called in a failure.</param>
/// <param name="PrepareAsync">Makes the table as it is before; none is made where this does nothing.</param>
/// <param name="RunAsync">Runs it through a table whose store has a fault. Null as outcome: it had nothing to write.</param>
internal sealed record Operation(
    string Name,
    Func<FaultTable, Task> PrepareAsync,
    Func<FaultTable, DeltaTable, Task<WriteOutcome?>> RunAsync
)
{
    /// <summary>Whether a second run after a success changes nothing.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>
    /// Whether what it does depends on the rows that are there, so that with another writer's row in the table the
    /// outcome may be another one, too.
    /// </summary>
    public bool MayConflict { get; init; }
}
