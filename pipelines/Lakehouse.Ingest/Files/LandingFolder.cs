namespace Lakehouse.Ingest.Files;

/// <summary>Lists the files of a landing folder.</summary>
/// <param name="Path">The folder, absolute.</param>
internal sealed record LandingFolder(string Path)
{
    /// <summary>What its one file counts as, in place of its bytes' hash; null for the hash.</summary>
    public string? Identity { get; init; }

    /// <summary>Opens a folder that must be there.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="source">The source, for the error.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="IngestException"><c>LH3001</c>: there is no such folder.</exception>
    public static LandingFolder Open(string path, string source)
    {
        string full = System.IO.Path.GetFullPath(path);
        return Directory.Exists(full)
            ? new LandingFolder(full)
            : throw new IngestException(
                "LH3001",
                $"found no folder {full}, where the source {source} should land its files.",
                "Create the folder, or name another one with --var landing=FOLDER.");
    }

    /// <summary>Lists the files that match a glob. Files and folders whose names begin with a dot are never among them.</summary>
    /// <param name="pattern">The glob.</param>
    /// <returns>The files, ordered by relative path ordinally.</returns>
    /// <exception cref="IngestException"><c>LH3006</c>: the folder cannot be listed.</exception>
    public IReadOnlyList<LandedFile> List(FilePattern pattern)
    {
        try
        {
            var options = new EnumerationOptions
            {
                RecurseSubdirectories = pattern.IsDeep,
                AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
                IgnoreInaccessible = false,
            };
            return [.. new DirectoryInfo(Path).EnumerateFiles("*", options)
                .Select(file => (File: file, Relative: Relative(file)))
                .Where(entry => pattern.Matches(entry.Relative))
                .OrderBy(entry => entry.Relative, StringComparer.Ordinal)
                .Select(entry => Found(entry.File, entry.Relative))];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IngestException("LH3006", $"found the folder {Path} not readable: {cause.Message}", "Give this user the right to read it.", cause);
        }
    }

    private LandedFile Found(FileInfo file, string relative) =>
        new(file.FullName, relative, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)) { Identity = Identity };

    private string Relative(FileInfo file) => System.IO.Path.GetRelativePath(Path, file.FullName).Replace('\\', '/');
}
