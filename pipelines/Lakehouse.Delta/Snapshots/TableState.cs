using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Snapshots;

/// <summary>The state that a log adds up to, by the protocol's rules of action reconciliation.</summary>
internal sealed class TableState
{
    private readonly Dictionary<string, AddFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RemovedFile> _tombstones = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SetTransaction> _transactions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DomainMetadata> _domains = new(StringComparer.Ordinal);

    /// <summary>The newest protocol, or null where the log gave none.</summary>
    internal Protocol? Protocol { get; private set; }

    /// <summary>The newest metadata, or null where the log gave none.</summary>
    internal MetadataText? Metadata { get; private set; }

    /// <summary>The live files, in no order.</summary>
    internal IReadOnlyCollection<AddFile> Files => _files.Values;

    /// <summary>The removed files, of any age.</summary>
    internal IReadOnlyCollection<RemovedFile> Tombstones => _tombstones.Values;

    /// <summary>The newest transaction of each application.</summary>
    internal IReadOnlyDictionary<string, SetTransaction> Transactions => _transactions;

    /// <summary>The domains that are not removed, by name.</summary>
    internal IEnumerable<DomainMetadata> Domains => _domains.Values;

    /// <summary>Takes one action of a checkpoint, whose actions are reconciled among themselves.</summary>
    internal void ApplyCheckpointAction(LogAction action) => Apply(action);

    /// <summary>
    /// Takes a whole commit. The order of its actions has no meaning: removals are taken before additions.
    /// </summary>
    /// <exception cref="DeltaException"><c>LH1105</c>: it has two protocols or two metadata.</exception>
    internal void ApplyCommit(IReadOnlyList<LogAction> actions, string place)
    {
        RefuseTwo<LogAction.ChangeProtocol>(actions, "protocol", place);
        RefuseTwo<LogAction.ChangeMetadata>(actions, "metaData", place);
        foreach (LogAction removal in actions.Where(action => action is LogAction.Remove))
        {
            Apply(removal);
        }

        foreach (LogAction other in actions.Where(action => action is not LogAction.Remove))
        {
            Apply(other);
        }
    }

    /// <summary>Makes the snapshot.</summary>
    /// <exception cref="DeltaException"><c>LH1106</c>: the log has no protocol or no metadata.</exception>
    internal Snapshot ToSnapshot(string root, TableVersion version, string? localRoot = null)
    {
        if (Protocol is null || Metadata is null)
        {
            throw new DeltaException(
                "LH1106",
                $"The log of '{root}' has no {(Protocol is null ? "protocol" : "metaData")} action up to version "
                    + $"{version}, expected one.",
                "Restore the damaged commit or checkpoint from a copy."
            );
        }

        AddFile[] files = [.. _files.Values];
        Array.Sort(files, static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new Snapshot(root, version, Protocol, Metadata, files, _transactions) 
        {
            LocalRoot = localRoot ?? root,
            Domains = [.. Domains],
        };
    }

    private static void RefuseTwo<T>(IReadOnlyList<LogAction> actions, string name, string place)
    {
        int count = actions.Count(action => action is T);
        if (count > 1)
        {
            throw new DeltaException(
                "LH1105",
                $"'{place}' holds {count} {name} actions, expected at most 1.",
                "Restore that file from a copy."
            );
        }
    }

    private void Apply(LogAction action)
    {
        switch (action)
        {
            case LogAction.Add added:
                string addedKey = FileKey.Of(added.File.Path, added.File.DeletionVectorId);
                _files[addedKey] = added.File;
                _ = _tombstones.Remove(addedKey);
                break;
            case LogAction.Remove removed:
                string removedKey = FileKey.Of(removed.File.Path, removed.File.DeletionVectorId);
                _ = _files.Remove(removedKey);
                _tombstones[removedKey] = removed.File;
                break;
            case LogAction.ChangeMetadata changed:
                Metadata = changed.Metadata;
                break;
            case LogAction.ChangeProtocol changed:
                Protocol = changed.Protocol;
                break;
            case LogAction.Transaction transaction:
                _transactions[transaction.Entry.AppId] = transaction.Entry;
                break;
            case LogAction.Domain { Entry.IsRemoved: true } domain:
                _ = _domains.Remove(domain.Entry.Domain);
                break;
            case LogAction.Domain domain:
                _domains[domain.Entry.Domain] = domain.Entry;
                break;
            default:
                break;
        }
    }
}
