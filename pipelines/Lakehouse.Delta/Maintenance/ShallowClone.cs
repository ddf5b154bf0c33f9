using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Makes a table that has the rows of another and none of its own files.</summary>
internal static class ShallowClone
{
    /// <summary>The write that makes it.</summary>
    /// <param name="source">The version whose rows it has.</param>
    /// <param name="root">Where it will be.</param>
    /// <exception cref="DeltaException"><c>LH1821</c>: a reader of the one table could not reach the other's
    /// files.</exception>
    internal static TableWrite Of(Snapshot source, string root)
    {
        if (!StoreRegistry.IsLocal(source.Root) || !StoreRegistry.IsLocal(root))
        {
            throw new DeltaException(
                "LH1821",
                $"Found the table '{source.Root}' to clone to '{root}', expected both in folders: a clone names files by their "
                    + "absolute paths, which this version finds on its own machine alone.",
                "Bring the table into a folder first, or copy the rows."
            );
        }

        return new TableWrite
        {
            Mode = WriteMode.Append,
            Schema = source.Schema,
            PartitionColumns = source.Metadata.PartitionColumns,
            Origin = new CloneOrigin(source.MetadataText, source.Protocol, source.Domains),
            Entries = [.. source.Files.Select(file => Absolute(file, source.Root))],
            Operation = "CLONE",
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["source"] = source.Root,
                ["sourceVersion"] = source.Version.ToString(),
                ["isShallow"] = "true",
            },
            Metrics = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["sourceTableSize"] = Text(source.Files.Sum(file => file.SizeBytes)),
                ["sourceNumOfFiles"] = Text(source.Files.Count),
                ["numCopiedFiles"] = "0",
                ["copiedFilesSize"] = "0",
                ["numRemovedFiles"] = "0",
                ["removedFilesSize"] = "0",
            },
            HasAllMetrics = true,
        };
    }

    private static AddFile Absolute(AddFile file, string root)
    {
        DeletionVectorDescriptor? vector = file.DeletionVector;
        if (vector is { StorageType: "u" } && DeletionVectorPath.TryOf(vector) is { } place)
        {
            vector = vector with { StorageType = "p", PathOrInline = Uri($"{root}/{place}") };
        }

        if (LogPath.IsAbsolute(file.Path))
        {
            return file with { DeletionVector = vector };
        }

        string path = $"{root}/{file.Path}";
        return file with { Path = path, LogText = Uri(path), DeletionVector = vector };
    }

    // Others take a path without a scheme for one of their default store.
    private static string Uri(string path) => "file://" + LogPath.Encode(path);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
