using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Snapshots;

/// <summary>A table as of one version. Immutable and safe to share between threads.</summary>
public sealed class Snapshot
{
    /// <summary>Creates a snapshot from a replayed log.</summary>
    internal Snapshot(
        string root,
        TableVersion version,
        Protocol protocol,
        MetadataText metadata,
        IReadOnlyList<AddFile> files,
        IReadOnlyDictionary<string, SetTransaction> transactions
    )
    {
        Root = root;
        LocalRoot = root;
        Version = version;
        Protocol = protocol;
        MetadataText = metadata;
        Metadata = metadata.Parse();
        Files = files;
        Transactions = transactions;
    }

    /// <summary>Where the table lives: an absolute path or a URI, without a trailing slash.</summary>
    public string Root { get; }

    /// <summary>
    /// The folder of this machine with the table's layout, which engines read from: <see cref="Root"/> for a table on
    /// this machine, else a folder that files are brought to when they are needed.
    /// </summary>
    public string LocalRoot { get; internal init; }

    /// <summary>The version.</summary>
    public TableVersion Version { get; }

    /// <summary>What readers and writers must understand.</summary>
    public Protocol Protocol { get; }

    /// <summary>The metadata in force.</summary>
    public Metadata Metadata { get; }

    /// <summary>The logical schema in force.</summary>
    public StructType Schema => Metadata.Schema;

    /// <summary>How columns are found in the data files.</summary>
    public ColumnMappingMode ColumnMapping => FeatureUse.ColumnMapping(Protocol, Metadata.Configuration);

    /// <summary>Whether writers record changed rows, for a change data feed.</summary>
    public bool RecordsChanges => FeatureUse.RecordsChanges(Metadata.Configuration);

    /// <summary>Whether rows that go may be marked in deletion vectors instead of writing their files anew.</summary>
    public bool WritesDeletionVectors =>
        Protocol.WriterFeatures.Contains(Feature.DeletionVectors)
        && FeatureUse.EnablesDeletionVectors(Metadata.Configuration);

    /// <summary>What the table demands of its rows, beside the types and the columns that may not be null.</summary>
    public IReadOnlyList<RowRule> Rules => RowRules.Of(Metadata);

    /// <summary>
    /// The columns by which the table asks for its rows to lie together (liquid clustering), each as its names from the
    /// outermost struct on; none where it does not ask.
    /// </summary>
    /// <exception cref="DeltaException"><c>LH1831</c>: the table's text for them is damaged.</exception>
    public IReadOnlyList<IReadOnlyList<string>> ClusteringColumns =>
        Lakehouse.Delta.Schema.ClusteringColumns.Of(Domains, Schema, ColumnMapping);

    /// <summary>The live data files, ordered by path.</summary>
    public IReadOnlyList<AddFile> Files { get; }

    /// <summary>The newest transaction of each application, by its id.</summary>
    public IReadOnlyDictionary<string, SetTransaction> Transactions { get; }

    /// <summary>The domains that are not removed, ordered by name.</summary>
    internal IReadOnlyList<DomainMetadata> Domains { get; init; } = [];

    /// <summary>Where the table's files are; null where the snapshot was made without a log.</summary>
    internal ITableStore? Store { get; set; }

    /// <summary>The metadata as the log has it, so that what this version does not model is kept.</summary>
    internal MetadataText MetadataText { get; }

    /// <summary>A reader of the table's deletion vectors.</summary>
    /// <returns>A new reader, which is not for several threads.</returns>
    public DeletionVectorReader OpenDeletionVectors() => new(Store ?? new LocalTableStore(Root));

    /// <summary>Whether a path is among the live files.</summary>
    internal bool HasFile(string path)
    {
        int low = 0;
        int high = Files.Count - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = string.CompareOrdinal(Files[middle].Path, path);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }
}
