namespace Lakehouse.Transform.Tests.Support;

/// <summary>A clock that stands still until it is moved; its timestamps are the real ones.</summary>
internal sealed class FixedClock : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
