namespace Lakehouse.Delta.Tests.Support;

/// <summary>Ids 1, 2, 3, so that logs are equal byte for byte.</summary>
internal sealed class CountingIds : IIdSource
{
    private int _last;

    public Guid Next() => new(Interlocked.Increment(ref _last), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
