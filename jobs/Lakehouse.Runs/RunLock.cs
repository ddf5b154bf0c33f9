using System.Globalization;

namespace Lakehouse.Runs;

/// <summary>Lets one run at a time into a warehouse, over all processes of the machine.</summary>
/// <remarks>
/// The operating system holds the lock for the open file, so a killed process leaves none behind. A file beside it
/// says who ran last. On a network file system the lock is as good as that system's advisory locks; commits are safe
/// without it, because the tables' logs decide.
/// </remarks>
public sealed class RunLock : IDisposable
{
    /// <summary>The lock's file in the warehouse folder.</summary>
    public const string FileName = "_run.lock";

    private const string HolderFileName = "_run.holder";

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="warehouseFolder">The warehouse; it is made if need be.</param>
    /// <param name="runId">The run that takes it.</param>
    /// <param name="startedAt">When the run started.</param>
    /// <returns>The lock; dispose it at the end of the run.</returns>
    /// <exception cref="RunException">
    /// <c>LH7001</c>: another run holds it. <c>LH7002</c>: the warehouse cannot be written.
    /// </exception>
    public static RunLock Take(string warehouseFolder, string runId, DateTimeOffset startedAt)
    {
        string path = Path.Combine(warehouseFolder, FileName);
        FileStream file;
        try
        {
            Directory.CreateDirectory(warehouseFolder);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw NotWritable(warehouseFolder, cause);
        }
        catch (IOException) when (IsHeld(path))
        {
            throw new RunException(
                "LH7001",
                $"found another run in {warehouseFolder} ({Holder(warehouseFolder)}), expected none, because runs of one warehouse follow one another.",
                "Wait for it to end, or name another warehouse with --warehouse FOLDER.");
        }
        catch (IOException cause)
        {
            throw NotWritable(warehouseFolder, cause);
        }

        try
        {
            string holder = string.Create(
                CultureInfo.InvariantCulture,
                $"run {runId}, process {Environment.ProcessId} on {Environment.MachineName}, since {startedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
            File.WriteAllText(Path.Combine(warehouseFolder, HolderFileName), holder);
            return new RunLock(file);
        }
        catch (IOException cause)
        {
            file.Dispose();
            throw NotWritable(warehouseFolder, cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static RunException NotWritable(string folder, Exception cause) => new(
        "LH7002",
        $"found the warehouse folder {folder} not writable ({cause.Message}), expected a folder that this user may write to.",
        "Give write permission or free space, or name another folder with --warehouse FOLDER.",
        cause);

    private static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using FileStream probe = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Beside the lock, because the lock lets nobody read it.
    private static string Holder(string warehouseFolder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(warehouseFolder, HolderFileName)) is { Length: > 0 } text ? text : "it has not said which";
        }
        catch (IOException)
        {
            return "it has not said which";
        }
    }
}
