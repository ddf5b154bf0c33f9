namespace Lakehouse.Delta.Stores;

/// <summary>Turns what the operating system says into a coded failure with a next step.</summary>
internal static class StoreFailure
{
    private const int NotPermitted = 1;
    private const int PosixDiskFull = 28;
    private const int PosixReadOnlyFileSystem = 30;
    private const int LinuxNameTooLong = 36;
    private const int LinuxOperationNotSupported = 95;
    private const int LinuxQuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);
    private const int WindowsNameTooLong = unchecked((int)0x800700CE);

    /// <summary>Explains a failure of one file operation.</summary>
    /// <param name="failure">What .NET or the system threw.</param>
    /// <param name="action">The verb, for example <c>write</c>.</param>
    /// <param name="path">The file, whole.</param>
    /// <returns>The coded failure; the given one is its cause.</returns>
    internal static DeltaException Explain(Exception failure, string action, string path) =>
        failure switch
        {
            IOException { HResult: PosixDiskFull or LinuxQuotaExceeded or WindowsDiskFull } => new DeltaException(
                "LH1001",
                $"The disk or the quota was full at the {action} of '{path}'; nothing became visible.",
                "Free space on that volume and run again.",
                failure
            ),
            PathTooLongException or IOException { HResult: LinuxNameTooLong or WindowsNameTooLong } => new DeltaException(
                "LH1006",
                $"The {action} of '{path}' was refused: a name or the path is longer than its file system allows.",
                "Use a table folder with a shorter path, or partition by a column with shorter values.",
                failure
            ),
            UnauthorizedAccessException or IOException { HResult: PosixReadOnlyFileSystem or WindowsWriteProtected } =>
                new DeltaException(
                    "LH1002",
                    $"The system does not permit the {action} of '{path}': {failure.Message}",
                    "Give this user the right to read and write the table's folder, or mount it writable.",
                    failure
                ),
            IOException { HResult: NotPermitted or LinuxOperationNotSupported } when IsPut(action) =>
                new DeltaException(
                    "LH1004",
                    $"The file system of '{path}' has no hard links, which a commit without a lost update needs.",
                    "Put the table on a file system with hard links, for example ext4, xfs, APFS or NTFS.",
                    failure
                ),
            _ => new DeltaException(
                "LH1003",
                $"The {action} of '{path}' was refused by the system: {failure.Message}",
                "Look at the volume and its mount, then run again.",
                failure
            ),
        };

    private static bool IsPut(string action) => string.Equals(action, "put", StringComparison.Ordinal);
}
