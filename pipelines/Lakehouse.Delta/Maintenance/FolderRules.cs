using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Which files below a table's root are the table's to delete.</summary>
/// <remarks>
/// Folders and files that begin with <c>_</c> or <c>.</c> belong to somebody else, but for changed rows, for partitions
/// of a column whose name begins so, and for what the store itself left unfinished.
/// </remarks>
internal sealed class FolderRules
{
    private const string ChangeFolder = "_change_data";
    private const string UnfinishedPrefix = ".tmp-";
    private readonly string[] _partitionFolders;

    /// <summary>Makes the rules of a table.</summary>
    internal FolderRules(Metadata metadata)
    {
        ColumnMappingMode mode = FeatureUse.AskedMapping(metadata.Configuration);
        HashSet<string> partitions = new(metadata.PartitionColumns, StringComparer.OrdinalIgnoreCase);
        _partitionFolders =
        [
            .. metadata
                .Schema.Fields.Where(field => partitions.Contains(field.Name))
                .SelectMany(field => new[] { field.Name, ColumnMapping.PhysicalName(field, mode) })
                .Where(IsHidden)
                .Select(name => name + "="),
        ];
    }

    /// <summary>Whether a file is the table's, or the store's own leftover.</summary>
    /// <param name="path">Its path from the root.</param>
    internal bool IsOwn(string path)
    {
        string[] parts = path.Split('/');
        if (parts[^1].StartsWith(UnfinishedPrefix, StringComparison.Ordinal))
        {
            return true;
        }

        return !string.Equals(parts[0], LogFile.Folder, StringComparison.Ordinal)
            && parts.Index().All(part => !IsHidden(part.Item) || IsKnown(part.Item, part.Index));
    }

    /// <summary>The folder of another table, which lies below this one's, if a file is in the log of such a table.</summary>
    /// <param name="path">The file's path from the root.</param>
    /// <returns>The folder with its slash, or null.</returns>
    internal static string? TryOtherTable(string path)
    {
        int log = path.IndexOf($"/{LogFile.Folder}/", StringComparison.Ordinal);
        return log < 0 ? null : path[..(log + 1)];
    }

    private static bool IsHidden(string name) => name.StartsWith('_') || name.StartsWith('.');

    private bool IsKnown(string name, int depth) =>
        (depth == 0 && string.Equals(name, ChangeFolder, StringComparison.Ordinal))
        || _partitionFolders.Any(folder => name.StartsWith(folder, StringComparison.OrdinalIgnoreCase));
}
