using System.IO.Enumeration;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Stores;

/// <summary>Lists folders of this machine.</summary>
internal static class LocalListing
{
    private static readonly EnumerationOptions Every = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>The files directly in a folder, without hidden ones, ordered by name bytewise.</summary>
    /// <param name="folder">The folder; absolute.</param>
    /// <param name="startAt">Only names that are not before this one; null for all.</param>
    internal static IReadOnlyList<StoredFile> Names(string folder, string? startAt)
    {
        List<StoredFile> files = [];
        if (!Directory.Exists(folder))
        {
            return files;
        }

        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", Every))
        {
            bool isAsked = startAt is null || Utf8Order.Compare(file.Name, startAt) >= 0;

            // A file may go between its listing and the look at it.
            if (isAsked && !LocalWriting.IsHidden(file.Name) && file.Exists)
            {
                files.Add(Describe(file, file.Name));
            }
        }

        files.Sort(static (left, right) => Utf8Order.Compare(left.Name, right.Name));
        return files;
    }

    /// <summary>All files below a folder, hidden ones too, by their paths from a root.</summary>
    /// <param name="root">The root; absolute.</param>
    /// <param name="folder">The folder; the root or below it.</param>
    internal static IEnumerable<StoredFile> Below(string root, string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        FileSystemEnumerable<FileInfo> found = new(
            folder,
            static (ref FileSystemEntry entry) => (FileInfo)entry.ToFileSystemInfo(),
            new EnumerationOptions
            {
                AttributesToSkip = FileAttributes.None,
                IgnoreInaccessible = false,
                RecurseSubdirectories = true,
            }
        )
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        foreach (FileInfo file in found)
        {
            if (file.Exists)
            {
                yield return Describe(file, Relative(root, file.FullName));
            }
        }
    }

    /// <summary>Looks up one file.</summary>
    internal static StoredFile? TryFind(string location, string path)
    {
        FileInfo file = new(location);
        return file.Exists ? Describe(file, path) : null;
    }

    private static string Relative(string root, string location) =>
        location[(Path.TrimEndingDirectorySeparator(root).Length + 1)..].Replace(Path.DirectorySeparatorChar, '/');

    private static StoredFile Describe(FileInfo file, string name) =>
        new(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
}
