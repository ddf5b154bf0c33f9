namespace Lakehouse.Delta.Log;

/// <summary>Instants of the log: milliseconds since 1970, UTC.</summary>
internal static class Instants
{
    private static readonly long Smallest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long Largest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The instant; a number outside the years 1 to 9999 gives the nearest instant inside.</summary>
    internal static DateTimeOffset FromMilliseconds(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Smallest, Largest));
}
