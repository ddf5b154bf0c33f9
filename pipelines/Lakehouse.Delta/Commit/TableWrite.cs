using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commit;

/// <summary>One write: what it adds, what it removes, and what it records beside the rows.</summary>
public sealed record TableWrite
{
    /// <summary>How the write relates to the rows that are there.</summary>
    public required WriteMode Mode { get; init; }

    /// <summary>
    /// The table's schema after the write. A new table gets it; an existing one may gain nullable columns, or any
    /// change under <see cref="WriteMode.Overwrite"/>.
    /// </summary>
    public required StructType Schema { get; init; }

    /// <summary>The files to add. Empty is allowed.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>With <see cref="WriteMode.Replace"/>: the files to remove.</summary>
    public IReadOnlyList<AddFile> Removed { get; init; } = [];

    /// <summary>
    /// With <see cref="WriteMode.Replace"/>: files that stay while rows of them go, as
    /// <see cref="DeltaTable.MarkRowsAsync"/> gives them.
    /// </summary>
    public IReadOnlyList<MarkedFile> Marked { get; init; } = [];

    /// <summary>
    /// The changed rows, in files below <c>_change_data</c> that have the column <c>_change_type</c> beside the
    /// table's. A reader of changes takes these files alone for the commit, so that they hold every change of it or
    /// are left out. Taken only where the table records changes.
    /// </summary>
    public IReadOnlyList<DataFile> ChangeFiles { get; init; } = [];

    /// <summary>
    /// Whether the rows that go and come stay what they are without <see cref="ChangeFiles"/>: only whole files
    /// and marked rows go, and every row of an added file is new.
    /// </summary>
    public bool ChangesWholeFiles { get; init; }

    /// <summary>
    /// Whether the write was computed from all rows of its basis, so that any concurrent data change conflicts.
    /// <see cref="WriteMode.Overwrite"/> always was. An append that says so is no longer free of conflicts.
    /// </summary>
    public bool HasReadWholeTable { get; init; }

    /// <summary>
    /// Partitions that the write was computed from, each as its columns with their values as the log writes them; a
    /// concurrent addition to one of them conflicts. Columns that are left out stand for all of their values.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string?>> ReadPartitions { get; init; } = [];

    /// <summary>Files that the write was computed from; a concurrent change of their rows conflicts.</summary>
    public IReadOnlyList<AddFile> ReadFiles { get; init; } = [];

    /// <summary>
    /// With <see cref="WriteMode.Replace"/>: whether the added files hold exactly the rows of the removed ones. Such a
    /// write conflicts only with one that touches the same files, and a table that may only grow takes it.
    /// </summary>
    public bool KeepsRows { get; init; }

    /// <summary>Files that come with the entries that they have in another version, which is read as it is.</summary>
    internal IReadOnlyList<AddFile> Entries { get; init; } = [];

    /// <summary>For a new table that takes all over from another: what it takes; otherwise null.</summary>
    internal CloneOrigin? Origin { get; init; }

    /// <summary>
    /// The rules of the table, as <see cref="RowRules.Of"/> gives them, that every row of the added files was held
    /// against. A write with rows that leaves one out is refused, unless it <see cref="KeepsRows"/>.
    /// </summary>
    public IReadOnlyList<RowRule> KeptRules { get; init; } = [];

    /// <summary>The partition columns of a new table.</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>
    /// Application transactions, recorded in the same commit. A concurrent commit with one of the same ids conflicts.
    /// </summary>
    public IReadOnlyList<SetTransaction> Transactions { get; init; } = [];

    /// <summary>Table properties to set on creation.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A change of what the table is, in place of a change of rows; null for none.</summary>
    internal TableAlteration? Alteration { get; init; }

    /// <summary>The description of a new table, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The operation's name in <c>commitInfo</c>.</summary>
    public string Operation { get; init; } = "WRITE";

    /// <summary>
    /// The parameters of the operation in <c>commitInfo</c>, JSON texts by name; null: the mode and the partition
    /// columns.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>
    /// Whether <see cref="Metrics"/> says all; otherwise row, file and byte counts are added by the table.
    /// </summary>
    public bool HasAllMetrics { get; init; }

    /// <summary>The operation's metrics, by name.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The writer's own text in <c>commitInfo.userMetadata</c>, or null.</summary>
    public string? UserMetadata { get; init; }
}
