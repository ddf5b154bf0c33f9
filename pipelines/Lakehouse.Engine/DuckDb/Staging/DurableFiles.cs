using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.Staging;

/// <summary>Makes files survive a loss of power.</summary>
internal static partial class DurableFiles
{
    private const int OpenReadOnly = 0;

    /// <summary>Returns when the contents of the files, and their names in their folders, are on the disk.</summary>
    /// <param name="paths">The files.</param>
    public static void Flush(IReadOnlyCollection<string> paths)
    {
        if (paths.Count == 1)
        {
            FlushFile(paths.First());
        }
        else
        {
            Parallel.ForEach(paths, FlushFile);
        }

        foreach (string folder in paths.Select(path => Path.GetDirectoryName(path)!).Distinct(StringComparer.Ordinal))
        {
            FlushFolder(folder);
        }
    }

    private static void FlushFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }

    // A new name is durable when its folder is. Windows keeps names in its own journal and has no such call.
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int folder = Open(path, OpenReadOnly);
        if (folder < 0)
        {
            throw new IOException($"The folder {path} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        }

        int outcome = Fsync(folder);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (outcome != 0)
        {
            throw new IOException($"The folder {path} cannot be flushed (errno {error}).");
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
