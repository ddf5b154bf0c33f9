using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>
/// Finds the files that a snapshot or a staging names. What a table feature does to reading is settled here.
/// </summary>
internal static class SnapshotFiles
{
    /// <summary>The files of a snapshot.</summary>
    public static IReadOnlyList<RelationFile> Of(Snapshot snapshot) => Of(snapshot.LocalRoot, snapshot.Files);

    /// <summary>The files of a table.</summary>
    public static IReadOnlyList<RelationFile> Of(string root, IReadOnlyList<AddFile> files) =>
        [.. files.Select(file => new RelationFile(Locate(root, file.Path), file.PartitionValues))];

    /// <summary>Staged files.</summary>
    public static IReadOnlyList<RelationFile> Of(string root, IReadOnlyList<DataFile> files) =>
        [.. files.Select(file => new RelationFile(Locate(root, file.Path), file.PartitionValues))];

    private static string Locate(string root, string path)
    {
        int scheme = path.IndexOf(":/", StringComparison.Ordinal);
        if (scheme > 1)
        {
            return path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                ? "/" + path["file:".Length..].TrimStart('/')
                : throw new EngineException(
                    "LH2004",
                    $"found the data file {path}, expected a file on this machine.",
                    "Copy the table to a local folder first."
                );
        }

        return Path.IsPathRooted(path) ? path : $"{root.TrimEnd('/')}/{path}";
    }
}
