namespace Lakehouse.Delta.Stores;

/// <summary>Where the systems differ: how a finished file gets its name in one durable step.</summary>
internal static class NewName
{
    /// <summary>Gives a hidden file a name that must be free; the hidden name may stay beside it.</summary>
    /// <returns>True when the file has the name, false when it was taken.</returns>
    internal static bool TryGive(string hidden, string name) =>
        OperatingSystem.IsWindows() ? WindowsFiles.TryMove(hidden, name) : PosixFiles.TryLink(hidden, name);

    /// <summary>Gives a hidden file a name that another file may have.</summary>
    internal static void Replace(string hidden, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsFiles.Replace(hidden, name);
        }
        else
        {
            File.Move(hidden, name, overwrite: true);
        }
    }

    /// <summary>Makes the names in a folder durable. Windows has done so when the move returns.</summary>
    internal static void Sync(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            PosixFiles.SyncFolder(folder);
        }
    }
}
