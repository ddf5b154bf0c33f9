using Microsoft.Win32.SafeHandles;

namespace Lakehouse.Delta.Stores;

/// <summary>Writes files of this machine so that each is there whole or not at all.</summary>
internal static class LocalWriting
{
    private const string HiddenPrefix = ".tmp-";
    private const int CopyBufferBytes = 1 << 20;

    /// <summary>Whether a name is that of a file that is being written.</summary>
    internal static bool IsHidden(string name) => name.StartsWith(HiddenPrefix, StringComparison.Ordinal);

    /// <summary>Makes a file unless its name is taken.</summary>
    internal static PutOutcome PutIfAbsent(string location, ReadOnlyMemory<byte> content)
    {
        if (File.Exists(location))
        {
            return PutOutcome.Exists.Instance;
        }

        string folder = MakeFolder(location);
        string hidden = WriteHidden(folder, content);
        bool isMade;
        try
        {
            isMade = NewName.TryGive(hidden, location);
        }
        finally
        {
            TryDelete(hidden);
        }

        return isMade ? Synced(folder) : PutOutcome.Exists.Instance;
    }

    /// <summary>Makes or replaces a file.</summary>
    internal static bool Put(string location, ReadOnlyMemory<byte> content)
    {
        string folder = MakeFolder(location);
        string hidden = WriteHidden(folder, content);
        Replace(hidden, location);
        NewName.Sync(folder);
        return true;
    }

    /// <summary>Copies a file; one that is in its place already stays.</summary>
    internal static async Task CopyAsync(string source, string location, CancellationToken cancellationToken)
    {
        if (string.Equals(Path.GetFullPath(source), location, StringComparison.Ordinal) && File.Exists(location))
        {
            return;
        }

        FileStream from = new(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, CopyBufferBytes, useAsync: true);
        await using (from.ConfigureAwait(false))
        {
            string folder = MakeFolder(location);
            string hidden = HiddenName(folder);
            try
            {
                FileStream to = new(hidden, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBufferBytes, useAsync: true);
                await using (to.ConfigureAwait(false))
                {
                    await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
                    await to.FlushAsync(cancellationToken).ConfigureAwait(false);
                    RandomAccess.FlushToDisk(to.SafeFileHandle);
                }
            }
            catch (Exception)
            {
                TryDelete(hidden);
                throw;
            }

            Replace(hidden, location);
            NewName.Sync(folder);
        }
    }

    /// <summary>Deletes a file if there is one.</summary>
    internal static bool Delete(string location)
    {
        if (!File.Exists(location))
        {
            return false;
        }

        File.Delete(location);
        return true;
    }

    // The name is there whatever happens now, so that a failure leaves open only whether it would survive a loss of
    // power: not a refusal.
    private static PutOutcome Synced(string folder)
    {
        try
        {
            NewName.Sync(folder);
            return PutOutcome.Put.Instance;
        }
        catch (IOException failure)
        {
            return new PutOutcome.Unknown(failure);
        }
    }

    private static void Replace(string hidden, string location)
    {
        try
        {
            NewName.Replace(hidden, location);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TryDelete(hidden);
            throw;
        }
    }

    private static string WriteHidden(string folder, ReadOnlyMemory<byte> content)
    {
        string hidden = HiddenName(folder);
        try
        {
            using SafeFileHandle file = File.OpenHandle(hidden, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            RandomAccess.Write(file, content.Span, 0);
            RandomAccess.FlushToDisk(file);
            return hidden;
        }
        catch (IOException)
        {
            TryDelete(hidden);
            throw;
        }
    }

    private static string HiddenName(string folder) =>
        Path.Combine(folder, $"{HiddenPrefix}{Environment.ProcessId}-{Path.GetRandomFileName()}");

    // What stays is hidden from readers, and a vacuum takes it; it must not change what is said of the put.
    private static void TryDelete(string hidden)
    {
        try
        {
            File.Delete(hidden);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    // A new folder is durable only once the folder that names it is.
    private static string MakeFolder(string location)
    {
        string folder = Path.GetDirectoryName(location)!; // A location is joined below the root, so there is a parent.
        Stack<string> missing = new();
        for (string? at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Push(at);
        }

        _ = Directory.CreateDirectory(folder);
        while (missing.TryPop(out string? made))
        {
            NewName.Sync(Path.GetDirectoryName(made)!); // The root of the file system always exists.
        }

        return folder;
    }
}
