using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>Which files are written together into new ones: those of one partition, never of two.</summary>
internal static class FileBins
{
    // Fewer deleted rows than this cost a reader less than writing the others anew.
    private const double DeletedShareWorthWriting = 0.05;

    /// <summary>Small files that fit together into one, and files with many deleted rows.</summary>
    /// <param name="files">Files of a table.</param>
    /// <param name="targetBytes">About how large a file should be.</param>
    internal static IEnumerable<IReadOnlyList<AddFile>> Compact(IEnumerable<AddFile> files, long targetBytes) =>
        ByPartition(files).SelectMany(partition => Pack(partition, targetBytes)).Where(IsWorthWriting);

    /// <summary>All files of each partition together, so that their rows can be ordered.</summary>
    /// <param name="files">Files of a table.</param>
    internal static IEnumerable<IReadOnlyList<AddFile>> Whole(IEnumerable<AddFile> files) => ByPartition(files);

    private static IEnumerable<IReadOnlyList<AddFile>> ByPartition(IEnumerable<AddFile> files) =>
        files
            .GroupBy(Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (IReadOnlyList<AddFile>)[.. group]);

    // Smallest first, the path deciding between equal ones, so that the same files make the same bins.
    private static IEnumerable<IReadOnlyList<AddFile>> Pack(IReadOnlyList<AddFile> files, long targetBytes)
    {
        List<AddFile> bin = [];
        long size = 0;
        IOrderedEnumerable<AddFile> candidates = files
            .Where(file => file.SizeBytes < targetBytes || HasManyDeleted(file))
            .OrderBy(file => file.SizeBytes)
            .ThenBy(file => file.Path, StringComparer.Ordinal);
        foreach (AddFile file in candidates)
        {
            if (bin.Count > 0 && size + file.SizeBytes > targetBytes)
            {
                yield return bin;
                bin = [];
                size = 0;
            }

            bin.Add(file);
            size += file.SizeBytes;
        }

        if (bin.Count > 0)
        {
            yield return bin;
        }
    }

    private static bool IsWorthWriting(IReadOnlyList<AddFile> bin) => bin.Count > 1 || HasManyDeleted(bin[0]);

    private static bool HasManyDeleted(AddFile file) =>
        file.DeletionVector is { } vector
        && (FileRowCount.Physical(file) is not { } rows || vector.Cardinality >= rows * DeletedShareWorthWriting);

    private static string Key(AddFile file) =>
        string.Join(
            '\u0001',
            file.PartitionValues.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Value is null ? $"{pair.Key}\u0002" : $"{pair.Key}\u0002={pair.Value}")
        );
}
