namespace Lakehouse.Scheduler.Running;

/// <summary>Lets one scheduler at a time look after a warehouse, so that no fire runs twice.</summary>
/// <remarks>The operating system holds the lock for the open file; a killed process leaves none behind.</remarks>
public sealed class SchedulerLock : IDisposable
{
    /// <summary>The lock's file in the warehouse folder.</summary>
    public const string FileName = "_scheduler.lock";

    private readonly FileStream _file;

    private SchedulerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="warehouseFolder">The warehouse; it is made if need be.</param>
    /// <returns>The lock; dispose it at the end.</returns>
    /// <exception cref="ScheduleException"><c>LH7106</c>: another scheduler holds it, or the folder cannot be written.</exception>
    public static SchedulerLock Take(string warehouseFolder)
    {
        string path = Path.Combine(warehouseFolder, FileName);
        try
        {
            Directory.CreateDirectory(warehouseFolder);
            return new SchedulerLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ScheduleException(
                "LH7106",
                $"found {path} not to be had ({cause.Message.TrimEnd('.')}), expected that no other scheduler looks after this warehouse.",
                "Stop the other scheduler, or give write permission to the folder.",
                cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
