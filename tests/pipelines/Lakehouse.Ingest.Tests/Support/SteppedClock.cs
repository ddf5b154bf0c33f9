namespace Lakehouse.Ingest.Tests.Support;

/// <summary>A clock that stands still until it is stepped.</summary>
public sealed class SteppedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Step(TimeSpan span) => _now += span;
}
