namespace Lakehouse.Faults.Tests;

/// <summary>A clock that stands still; its timers fire at once, so that no test waits.</summary>
/// <param name="later">How much later it is than usual.</param>
internal sealed class StandingClock(TimeSpan later = default) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero) + later;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
}
