using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Snapshots;

/// <summary>A table as of one version. Immutable and safe to share between threads.</summary>
public sealed class Snapshot
{
    /// <summary>Creates a snapshot from a replayed log.</summary>
    internal Snapshot(
        string root,
        TableVersion version,
        Protocol protocol,
        Metadata metadata,
        IReadOnlyList<AddFile> files,
        IReadOnlyDictionary<string, SetTransaction> transactions)
    {
        Root = root;
        Version = version;
        Protocol = protocol;
        Metadata = metadata;
        Files = files;
        Transactions = transactions;
    }

    /// <summary>Where the table lives: an absolute path or a URI, without a trailing slash.</summary>
    public string Root { get; }

    /// <summary>The version.</summary>
    public TableVersion Version { get; }

    /// <summary>What readers and writers must understand.</summary>
    public Protocol Protocol { get; }

    /// <summary>The metadata in force.</summary>
    public Metadata Metadata { get; }

    /// <summary>The logical schema in force.</summary>
    public StructType Schema => Metadata.Schema;

    /// <summary>The live data files, ordered by path.</summary>
    public IReadOnlyList<AddFile> Files { get; }

    /// <summary>The newest transaction of each application, by its id.</summary>
    public IReadOnlyDictionary<string, SetTransaction> Transactions { get; }
}
