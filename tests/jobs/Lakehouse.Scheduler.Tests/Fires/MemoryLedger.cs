using Lakehouse.Scheduler.Fires;

namespace Lakehouse.Scheduler.Tests.Fires;

/// <summary>A ledger for tests of what is written into it.</summary>
internal sealed class MemoryLedger : IFireLedger
{
    public List<FireRecord> Records { get; } = [];

    public Task RecordAsync(FireRecord record, CancellationToken cancellationToken)
    {
        lock (Records)
        {
            Records.Add(record);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LatestAsync(CancellationToken cancellationToken)
    {
        lock (Records)
        {
            IReadOnlyDictionary<string, DateTimeOffset> latest = Records
                .Where(record => record.Outcome != FireOutcome.Stopped)
                .GroupBy(record => record.Schedule, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Max(record => record.FireAt), StringComparer.Ordinal);
            return Task.FromResult(latest);
        }
    }
}
