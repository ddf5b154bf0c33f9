namespace Lakehouse.Delta;

/// <summary>Ids of version 7 (RFC 9562): unique, and ordered by the millisecond in which they were made.</summary>
/// <param name="clock">Gives the time part.</param>
public sealed class TimeOrderedIds(TimeProvider clock) : IIdSource
{
    /// <inheritdoc/>
    public Guid Next() => Guid.CreateVersion7(clock.GetUtcNow());
}
