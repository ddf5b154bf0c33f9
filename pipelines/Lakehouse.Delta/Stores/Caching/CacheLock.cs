namespace Lakehouse.Delta.Stores.Caching;

/// <summary>One holder at a time, over all processes of the machine; a killed process leaves it free.</summary>
internal static class CacheLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Takes the lock, waiting for it.</summary>
    /// <param name="path">The lock's file; its folder exists.</param>
    /// <param name="clock">Waits.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lock; dispose it soon.</returns>
    internal static async Task<FileStream> TakeAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(path) is { } held)
            {
                return held;
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the lock, or null where another holds it.</summary>
    internal static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}
