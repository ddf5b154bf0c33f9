namespace Lakehouse.Delta.Commit;

/// <summary>How long a writer waits before it tries again: a random time below a bound that doubles up to a limit.</summary>
/// <remarks>Full jitter (M. Brooker, "Exponential Backoff and Jitter", 2015): writers that met once do not meet again.</remarks>
/// <param name="clock">Waits.</param>
/// <param name="seed">Of the random times; another one for each write.</param>
internal sealed class CommitPauses(TimeProvider clock, int seed)
{
    private const double FirstMilliseconds = 5;
    private const double LongestMilliseconds = 500;
    private const int MostDoublings = 10;

    // why: the delay is no secret; it only has to differ between writers.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>Waits.</summary>
    /// <param name="attempt">Which repetition it is, from 1; 0 waits for nothing.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal Task WaitAsync(int attempt, CancellationToken cancellationToken)
    {
        if (attempt == 0)
        {
            return Task.CompletedTask;
        }

        double longest = Math.Min(LongestMilliseconds, FirstMilliseconds * Math.Pow(2, Math.Min(attempt, MostDoublings)));
        return Task.Delay(TimeSpan.FromMilliseconds(_random.NextDouble() * longest), clock, cancellationToken);
    }
#pragma warning restore CA5394
}
