using Lakehouse.Delta.Text;
using Microsoft.Win32.SafeHandles;

namespace Lakehouse.Delta.Stores;

/// <summary>A table in a folder of this machine, or of a mount that has hard links and consistent listings.</summary>
/// <remarks>
/// A put writes a hidden file beside its target, makes it durable and gives it its name in one step: link(2) where
/// the name must be new, rename(2) where it may exist. A crash leaves at the most a hidden file, which no reader sees.
/// Safe to share between threads and processes.
/// </remarks>
public sealed class LocalTableStore : ITableStore
{
    private const string HiddenPrefix = ".tmp-";

    /// <summary>Opens a folder; it need not exist.</summary>
    /// <param name="root">The table's folder; a relative path is taken from the working directory.</param>
    public LocalTableStore(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
    }

    /// <inheritdoc/>
    public string Root { get; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredFile>> ListAsync(
        string folder,
        string? startAt,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        string path = folder.Length == 0 ? Root : Locate(folder);
        return Task.FromResult<IReadOnlyList<StoredFile>>(Guarded("listing", path, () => List(path, startAt)));
    }

    /// <inheritdoc/>
    /// <remarks>Reads without a thread switch: log files are small and mostly in the page cache.</remarks>
    public Task<byte[]?> TryReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        return Task.FromResult(Guarded("read", location, () => TryRead(location)));
    }

    /// <inheritdoc/>
    /// <exception cref="DeltaException"><c>LH1001</c> full, <c>LH1002</c> not permitted, <c>LH1004</c> no hard links,
    /// <c>LH1003</c> anything else.</exception>
    public Task<bool> TryPutIfAbsentAsync(
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        return Task.FromResult(Guarded("put", location, () => TryPutIfAbsent(location, content)));
    }

    /// <inheritdoc/>
    /// <exception cref="DeltaException"><c>LH1001</c> full, <c>LH1002</c> not permitted, <c>LH1003</c> anything
    /// else.</exception>
    public Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        _ = Guarded("write", location, () => Put(location, content));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string location = Locate(path);
        _ = Guarded("deletion", location, () => Delete(location));
        return Task.CompletedTask;
    }

    private static T Guarded<T>(string action, string path, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreFailure.Explain(failure, action, path);
        }
    }

    private static List<StoredFile> List(string folder, string? startAt)
    {
        List<StoredFile> files = [];
        if (!Directory.Exists(folder))
        {
            return files;
        }

        EnumerationOptions every = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", every))
        {
            if (
                (startAt is not null && Utf8Order.Compare(file.Name, startAt) < 0)
                || IsHidden(file.Name)
                || !file.Exists
            )
            {
                continue;
            }

            files.Add(
                new StoredFile(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero))
            );
        }

        files.Sort(static (left, right) => Utf8Order.Compare(left.Name, right.Name));
        return files;
    }

    private static bool IsHidden(string name) => name.StartsWith(HiddenPrefix, StringComparison.Ordinal);

    private static byte[]? TryRead(string location)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(location, share: FileShare.ReadWrite | FileShare.Delete);
            byte[] content = new byte[RandomAccess.GetLength(file)];
            int position = 0;
            while (position < content.Length)
            {
                int count = RandomAccess.Read(file, content.AsSpan(position), position);
                position +=
                    count > 0
                        ? count
                        : throw new EndOfStreamException($"'{location}' ends at byte {position} of {content.Length}.");
            }

            return content;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static bool TryPutIfAbsent(string location, ReadOnlyMemory<byte> content)
    {
        if (File.Exists(location))
        {
            return false;
        }

        string folder = MakeFolder(location);
        string hidden = WriteHidden(folder, content);
        try
        {
            bool isMade = OperatingSystem.IsWindows()
                ? TryMoveToNewName(hidden, location)
                : PosixFiles.TryLink(hidden, location);
            if (!isMade)
            {
                return false;
            }
        }
        finally
        {
            File.Delete(hidden);
        }

        SyncFolder(folder);
        return true;
    }

    // On Windows the system call behind File.Move refuses an existing target by itself.
    private static bool TryMoveToNewName(string hidden, string location)
    {
        try
        {
            File.Move(hidden, location, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(location))
        {
            return false;
        }
    }

    private static bool Put(string location, ReadOnlyMemory<byte> content)
    {
        string folder = MakeFolder(location);
        string hidden = WriteHidden(folder, content);
        try
        {
            File.Move(hidden, location, overwrite: true);
        }
        finally
        {
            File.Delete(hidden);
        }

        SyncFolder(folder);
        return true;
    }

    // Windows makes names durable by itself and knows no such call.
    private static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            PosixFiles.SyncFolder(folder);
        }
    }

    private static bool Delete(string location)
    {
        if (!File.Exists(location))
        {
            return false;
        }

        File.Delete(location);
        return true;
    }

    private static string WriteHidden(string folder, ReadOnlyMemory<byte> content)
    {
        string hidden = Path.Combine(folder, $"{HiddenPrefix}{Environment.ProcessId}-{Path.GetRandomFileName()}");
        try
        {
            using SafeFileHandle file = File.OpenHandle(hidden, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            RandomAccess.Write(file, content.Span, 0);
            RandomAccess.FlushToDisk(file);
            return hidden;
        }
        catch (IOException)
        {
            File.Delete(hidden);
            throw;
        }
    }

    // A new folder is durable only once the folder that names it is.
    private static string MakeFolder(string location)
    {
        string folder = Path.GetDirectoryName(location)!; // Locate joins below the root, so there is a parent.
        Stack<string> missing = new();
        for (string? at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Push(at);
        }

        _ = Directory.CreateDirectory(folder);
        while (missing.TryPop(out string? made))
        {
            SyncFolder(Path.GetDirectoryName(made)!); // The root of the file system always exists.
        }

        return folder;
    }

    private string Locate(string path)
    {
        if (path.Length == 0 || path.StartsWith('/') || path.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new ArgumentException($"Expected a path below the table's root, found '{path}'.", nameof(path));
        }

        return Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));
    }
}
