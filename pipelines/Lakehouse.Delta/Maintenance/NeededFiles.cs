using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Maintenance;

/// <summary>The files that a version has, and those that went so lately that an older version may still be read.</summary>
internal sealed class NeededFiles
{
    private readonly string _root;
    private readonly HashSet<string> _paths = new(TablePath.Comparer);

    /// <summary>Collects them.</summary>
    /// <param name="root">The table's root.</param>
    /// <param name="state">The version.</param>
    /// <param name="before">Removals from this instant on count as late.</param>
    internal NeededFiles(string root, TableState state, DateTimeOffset before)
    {
        _root = root;
        foreach (AddFile file in state.Files)
        {
            Add(file.Path, file.DeletionVector);
        }

        long oldest = before.ToUnixTimeMilliseconds();
        foreach (RemovedFile file in state.Tombstones.Where(file => file.DeletionTimestamp >= oldest))
        {
            Add(file.Path, file.DeletionVector);
        }
    }

    /// <summary>Whether a file is among them.</summary>
    /// <param name="path">Its path from the root.</param>
    internal bool Contains(string path) => _paths.Contains(path);

    private void Add(string path, DeletionVectorDescriptor? vector)
    {
        Add(path);
        if (vector is { IsInline: false })
        {
            Add(
                DeletionVectorPath.TryOf(vector)
                    ?? throw new DeltaException(
                        "LH1805",
                        $"Found {vector.StorageType}{vector.PathOrInline} as the place of a deletion vector of '{path}' in '{_root}', expected a file.",
                        "Restore the commit that names it from a copy; nothing was deleted."
                    )
            );
        }
    }

    private void Add(string path)
    {
        if (TablePath.TryBelow(_root, path) is { } place)
        {
            _ = _paths.Add(place);
        }
    }
}
