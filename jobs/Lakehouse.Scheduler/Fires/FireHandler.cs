using Lakehouse.Delta;
using Lakehouse.Runs;
using Lakehouse.Scheduler.Calendar;

namespace Lakehouse.Scheduler.Fires;

/// <summary>Does what a fire asks for, by the schedule's policy, and writes down what became of it.</summary>
/// <remarks>Fires are handled one after another, whichever schedule they are of.</remarks>
/// <param name="runs">Does the run.</param>
/// <param name="ledger">Remembers the fire.</param>
/// <param name="clock">Tells how late it is, and waits.</param>
/// <param name="listener">Told of every record; null for nobody.</param>
public sealed class FireHandler(IScheduledRuns runs, IFireLedger ledger, TimeProvider clock, IProgress<FireRecord>? listener) : IDisposable
{
    /// <summary>How late a fire may start and still be on time.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait before asking again whether the other run has ended.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private const string WarehouseIsTaken = "LH7001";

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Handles one fire.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="fireAt">When it was due.</param>
    /// <param name="cancellationToken">Stops the run cleanly; the fire is then written down as stopped.</param>
    /// <returns>What became of it.</returns>
    public async Task<FireRecord> HandleAsync(Schedule schedule, DateTimeOffset fireAt, CancellationToken cancellationToken)
    {
        FireRecord record = new()
        {
            Schedule = schedule.Name,
            FireAt = fireAt.ToUniversalTime(),
            Outcome = FireOutcome.Stopped,
            RecordedAt = fireAt,
            Message = "The scheduler was told to stop.",
        };
        bool isMyTurn = false;
        try
        {
            await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
            isMyTurn = true;
            record = Lateness(schedule, record) ?? await RunAsync(schedule, record, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The record made above says so already.
        }
        finally
        {
            if (isMyTurn)
            {
                _oneAtATime.Release();
            }
        }

        record = record with { RecordedAt = clock.GetUtcNow() };

        // Written even when the scheduler is stopping, so that the history tells why the night's run is missing.
        await ledger.RecordAsync(record, CancellationToken.None).ConfigureAwait(false);
        listener?.Report(record);
        return record;
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private FireRecord? Lateness(Schedule schedule, FireRecord record)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now - record.FireAt <= Grace)
        {
            return null;
        }

        if (schedule.Missed == MissedPolicy.Skip)
        {
            return record with
            {
                Outcome = FireOutcome.Skipped,
                Message = "It could not start on time, and its policy is to skip.",
            };
        }

        return schedule.Times.LatestBetween(record.FireAt, now) is { } later
            ? record with
            {
                Outcome = FireOutcome.Superseded,
                Message = $"It could not start on time; the fire of {later:yyyy-MM-ddTHH:mm:ssZ} makes up for it.",
            }
            : null;
    }

    private async Task<FireRecord> RunAsync(Schedule schedule, FireRecord record, CancellationToken cancellationToken)
    {
        DateTimeOffset asOf = schedule.AsOfOf(record.FireAt);
        DateTimeOffset? giveUpAt = schedule.Times.After(clock.GetUtcNow());
        while (true)
        {
            try
            {
                ScheduledRunResult result = await runs.RunAsync(schedule, asOf, cancellationToken).ConfigureAwait(false);
                return record with
                {
                    Outcome = result.IsGood ? FireOutcome.Ran : FireOutcome.Failed,
                    AsOf = asOf,
                    RunId = result.RunId,
                    Message = result.IsGood ? null : result.Summary,
                };
            }
            catch (RunException taken) when (string.Equals(taken.Code, WarehouseIsTaken, StringComparison.Ordinal))
            {
                if (schedule.Missed == MissedPolicy.Skip || clock.GetUtcNow() + RetryInterval >= giveUpAt)
                {
                    return record with { Outcome = FireOutcome.Blocked, Message = taken.Message };
                }
            }
            catch (LakehouseException failure)
            {
                return record with { Outcome = FireOutcome.Failed, AsOf = asOf, Message = failure.Message };
            }

            await Task.Delay(RetryInterval, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
