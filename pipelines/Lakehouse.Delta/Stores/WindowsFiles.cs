using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Lakehouse.Delta.Stores;

/// <summary>The move by which Windows gives a file its name: refused where the name is taken, and durable.</summary>
internal static partial class WindowsFiles
{
    private const uint ReplaceExisting = 0x1;
    private const uint WriteThrough = 0x8;

    private const int FileNotFound = 2;
    private const int PathNotFound = 3;
    private const int AccessDenied = 5;
    private const int SharingViolation = 32;
    private const int LockViolation = 33;
    private const int FileExists = 80;
    private const int AlreadyExists = 183;
    private const int Win32Facility = unchecked((int)0x80070000);

    private const int Attempts = 8;
    private const int FirstDelayMilliseconds = 5;

    /// <summary>Gives a file a new name, which must be free.</summary>
    /// <returns>True when the file has it, false when it was taken.</returns>
    /// <exception cref="IOException">The system refused; <c>HResult</c> holds its error.</exception>
    [SupportedOSPlatform("windows")]
    internal static bool TryMove(string existing, string created)
    {
        int error = Repeat(() => Move(existing, created, WriteThrough), Pause);
        return error == 0 || (IsTaken(error) ? false : throw Failure(error, created));
    }

    /// <summary>Gives a file a name, in one step also where another file has it.</summary>
    /// <exception cref="IOException">The system refused; <c>HResult</c> holds its error.</exception>
    [SupportedOSPlatform("windows")]
    internal static void Replace(string existing, string target)
    {
        int error = Repeat(() => Move(existing, target, ReplaceExisting | WriteThrough), Pause);
        if (error != 0)
        {
            throw Failure(error, target);
        }
    }

    /// <summary>Whether an error says that the name is taken.</summary>
    internal static bool IsTaken(int error) => error is FileExists or AlreadyExists;

    /// <summary>Whether an error comes from another program that looks at the file for a moment.</summary>
    internal static bool IsPassing(int error) => error is AccessDenied or SharingViolation or LockViolation;

    /// <summary>Tries again while a scanner or an indexer holds the file, for about a second.</summary>
    /// <param name="move">Gives the system's error, 0 for none.</param>
    /// <param name="wait">Waits so many milliseconds.</param>
    /// <returns>The last error, 0 for none.</returns>
    internal static int Repeat(Func<int> move, Action<int> wait)
    {
        int error = move();
        for (int attempt = 1; attempt < Attempts && IsPassing(error); attempt++)
        {
            wait(FirstDelayMilliseconds << attempt);
            error = move();
        }

        return error;
    }

    /// <summary>The exception that .NET itself would throw for an error.</summary>
    internal static Exception Failure(int error, string path)
    {
        string message = $"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'";
        return error switch
        {
            AccessDenied => new UnauthorizedAccessException(message),
            FileNotFound => new FileNotFoundException(message, path),
            PathNotFound => new DirectoryNotFoundException(message),
            _ => new IOException(message, Win32Facility | error),
        };
    }

    // why: the store's calls on this machine are synchronous by contract, and the pause is between two system calls.
#pragma warning disable RS0030
    private static void Pause(int milliseconds) => Thread.Sleep(milliseconds);
#pragma warning restore RS0030

    [SupportedOSPlatform("windows")]
    private static int Move(string existing, string created, uint flags) =>
        MoveFileEx(Extended(existing), Extended(created), flags) ? 0 : Marshal.GetLastPInvokeError();

    // The form without the limit of 260 characters; only for absolute paths of drives.
    private static string Extended(string path) =>
        path.StartsWith(@"\\", StringComparison.Ordinal) ? path : @"\\?\" + path;

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool MoveFileEx(string existing, string created, uint flags);
}
