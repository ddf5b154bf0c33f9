using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Commit;

/// <summary>What a write has read of its basis, and whether an action of another commit lies within it.</summary>
internal sealed class ReadScope
{
    private readonly TableWrite _write;
    private readonly HashSet<string> _files;

    /// <summary>Works out the scope: files that a write removes were read by it too.</summary>
    internal ReadScope(TableWrite write, WritePlan plan)
    {
        _write = write;
        HasReadAll = write.HasReadWholeTable || write.Mode == WriteMode.Overwrite;
        HashSet<string> removed = [.. plan.Removed.Select(file => FileKey.Of(file.Path, file.DeletionVectorId))];
        Removed = removed;
        _files = [.. removed, .. write.ReadFiles.Select(file => FileKey.Of(file.Path, file.DeletionVectorId))];
    }

    /// <summary>Whether every row was read.</summary>
    internal bool HasReadAll { get; }

    /// <summary>The files that the write removes, by their keys.</summary>
    internal IReadOnlySet<string> Removed { get; }

    /// <summary>Whether the write would have read a file that another commit added.</summary>
    internal bool HoldsNew(AddFile file) => HasReadAll || _write.ReadPartitions.Any(read => Lies(file.PartitionValues, read));

    /// <summary>Whether the write read a file that another commit removed.</summary>
    internal bool Holds(RemovedFile file) =>
        HasReadAll || _files.Contains(FileKey.Of(file.Path, file.DeletionVectorId));

    // What cannot be told apart counts as the same: a write too many is repeated, none is lost.
    private bool Lies(IReadOnlyDictionary<string, string?> values, IReadOnlyDictionary<string, string?> read) =>
        read.All(entry => !values.TryGetValue(entry.Key, out string? value) || !Differs(entry.Key, value, entry.Value));

    private bool Differs(string column, string? left, string? right)
    {
        DataType? type = _write
            .Schema.Fields.FirstOrDefault(field => string.Equals(field.Name, column, StringComparison.OrdinalIgnoreCase))
            ?.Type;
        if (type is null)
        {
            return false;
        }

        try
        {
            return !string.Equals(
                PartitionValue.Normalize(left, type),
                PartitionValue.Normalize(right, type),
                StringComparison.Ordinal
            );
        }
        catch (DeltaException)
        {
            return false;
        }
    }
}
