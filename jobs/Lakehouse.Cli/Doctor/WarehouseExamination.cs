using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Runs;

namespace Lakehouse.Cli.Doctor;

/// <summary>Looks at the folder that tables are written to.</summary>
/// <param name="folder">The warehouse folder; it need not exist.</param>
/// <param name="surroundings">Ids for the file that is written and deleted.</param>
internal sealed class WarehouseExamination(string folder, Surroundings surroundings)
{
    private const double LittleSpaceGiB = 5;
    private const double NoSpaceGiB = 0.5;

    /// <summary>Commits a file the way tables are committed, twice, and deletes it.</summary>
    /// <param name="cancellationToken">Stops before a write.</param>
    /// <returns>The finding.</returns>
    internal async Task<Finding> CommitsAsync(CancellationToken cancellationToken)
    {
        string place = Directory.Exists(folder) ? folder : NearestFolder();
        LocalTableStore store = new(place);
        string probe = $"_doctor-{surroundings.Ids.Next():n}";
        try
        {
            bool first = await store.TryPutIfAbsentAsync(probe, new byte[] { 1 }, cancellationToken).ConfigureAwait(false);
            bool second = await store.TryPutIfAbsentAsync(probe, new byte[] { 2 }, cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync(probe, CancellationToken.None).ConfigureAwait(false);
            string what = Directory.Exists(folder) ? $"{folder} takes commits" : $"{folder} does not exist yet; {place} takes commits";
            return first && !second
                ? new Finding("warehouse", Health.Ok, what)
                : new Finding("warehouse", Health.Fail, $"{place} let two writers make one file", "Put the warehouse on a local disk; this file system cannot hold tables.");
        }
        catch (LakehouseException failure)
        {
            return new Finding("warehouse", Health.Fail, failure.Found.TrimEnd('.'), failure.NextStep);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Finding("warehouse", Health.Fail, fault.Message.TrimEnd('.'), "Give write permission, or name another folder with --warehouse FOLDER.");
        }
    }

    /// <summary>Looks at the free space of its disk.</summary>
    /// <returns>The finding.</returns>
    internal Finding Space()
    {
        double free = new DriveInfo(NearestFolder()).AvailableFreeSpace / (1024.0 * 1024 * 1024);
        string what = string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GiB free where the warehouse is");
        return free switch
        {
            < NoSpaceGiB => new Finding("disk", Health.Fail, what, "Free space, or name a warehouse on another disk with --warehouse FOLDER."),
            < LittleSpaceGiB => new Finding("disk", Health.Warn, what, "Free space before the tables grow."),
            _ => new Finding("disk", Health.Ok, what),
        };
    }

    /// <summary>Looks whether a run is under way.</summary>
    /// <returns>The finding.</returns>
    internal Finding Lock()
    {
        string path = Path.Combine(folder, RunLock.FileName);
        if (!File.Exists(path))
        {
            return new Finding("run lock", Health.Ok, "free; nothing has run here yet");
        }

        try
        {
            using FileStream probe = new(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return new Finding("run lock", Health.Ok, "free");
        }
        catch (IOException)
        {
            return new Finding("run lock", Health.Warn, $"held: a run is under way ({path})", "Wait for it to end; the lock frees itself even after a kill.");
        }
        catch (UnauthorizedAccessException)
        {
            return new Finding("run lock", Health.Fail, $"{path} is not readable by this user", "Give permission, or run as the user who owns the warehouse.");
        }
    }

    private string NearestFolder()
    {
        DirectoryInfo place = new(folder);
        while (!place.Exists && place.Parent is { } parent)
        {
            place = parent;
        }

        return place.FullName;
    }
}
