namespace Lakehouse.Scheduler.Fires;

/// <summary>Remembers fires over restarts.</summary>
public interface IFireLedger
{
    /// <summary>Writes down what became of a fire.</summary>
    /// <param name="record">The fire.</param>
    /// <param name="cancellationToken">Stops before the writing.</param>
    /// <returns>When it is durable.</returns>
    Task RecordAsync(FireRecord record, CancellationToken cancellationToken);

    /// <summary>The newest settled fire of each schedule. One that was stopped is not settled: after a restart it is still due.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>When it was due, by schedule.</returns>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LatestAsync(CancellationToken cancellationToken);
}
