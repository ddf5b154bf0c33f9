using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Lakehouse.Delta.Stores;

/// <summary>
/// The POSIX calls that .NET does not offer: a link that fails on an existing name, and fsync of a folder.
/// </summary>
/// <remarks>
/// <c>File.Move</c> without overwrite looks for the target first and renames then, so that of two racing writers
/// the second silently replaces the file of the first. <c>link(2)</c> has no such window.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal static partial class PosixFiles
{
    private const int FileExists = 17;
    private const int NotForThisKind = 22;
    private const int ReadOnly = 0;

    /// <summary>Gives a file a second name.</summary>
    /// <returns>True when the name was made, false when it was taken.</returns>
    /// <exception cref="IOException">The system refused; <c>HResult</c> holds its error number.</exception>
    internal static bool TryLink(string existing, string created)
    {
        if (Link(existing, created) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == FileExists ? false : throw Failure(error, created);
    }

    /// <summary>Makes the names in a folder durable.</summary>
    /// <exception cref="IOException">The system refused; <c>HResult</c> holds its error number.</exception>
    internal static void SyncFolder(string folder)
    {
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure(Marshal.GetLastPInvokeError(), folder);
        }

        try
        {
            // Some network file systems have nothing to do for a folder and say so with EINVAL.
            if (Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() is var error && error != NotForThisKind)
            {
                throw Failure(error, folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(int error, string path) =>
        new($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string created);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
