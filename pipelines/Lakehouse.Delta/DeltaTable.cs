using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta;

/// <summary>A Delta table: its versions, its history, and the one way to commit to it.</summary>
/// <remarks>Holds no state between calls; safe to share between threads.</remarks>
/// <param name="store">Where the table's files live.</param>
/// <param name="options">Clock, ids, checkpoint files and the writer's name.</param>
public sealed class DeltaTable(ITableStore store, DeltaTableOptions options)
{
    private readonly LogReplay _replay = new(store, options.Checkpoints);
    private readonly IIdSource _ids = options.Ids ?? new TimeOrderedIds(options.Clock);

    /// <summary>Where the table lives.</summary>
    public string Root => store.Root;

    /// <summary>
    /// The folder of this machine that new data files are staged in, with the table's layout: <see cref="Root"/> for a
    /// table on this machine. A write brings the files that it adds to the table before it commits.
    /// </summary>
    public string LocalRoot => store.LocalRoot;

    /// <summary>The options that the table was made with.</summary>
    public DeltaTableOptions Options => options;

    /// <summary>The newest version, found by listing the log and reading nothing.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The version, or null where there is no table.</returns>
    public Task<TableVersion?> TryGetVersionAsync(CancellationToken cancellationToken) =>
        _replay.TryFindNewestAsync(cancellationToken);

    /// <summary>Loads the newest snapshot.</summary>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The snapshot, or null where there is no table.</returns>
    /// <exception cref="DeltaException">The log is damaged or needs a feature that this reader lacks.</exception>
    public Task<Snapshot?> TryLoadAsync(CancellationToken cancellationToken) =>
        _replay.TryLoadNewestAsync(cancellationToken);

    /// <summary>Loads the snapshot of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="DeltaException">There is no such version, or the log is damaged or needs a feature that this
    /// reader lacks.</exception>
    public Task<Snapshot> LoadAsync(TableVersion version, CancellationToken cancellationToken) =>
        _replay.LoadAsync(version, cancellationToken);

    /// <summary>Loads the snapshot that was the newest at an instant.</summary>
    /// <param name="instant">The instant; a commit at exactly this instant counts.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="DeltaException">The instant lies before the first version that can still be read.</exception>
    public async Task<Snapshot> LoadAsOfAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        TableVersion version = await new CommitTimes(store, _replay)
            .FindAsync(instant, cancellationToken)
            .ConfigureAwait(false);
        return await _replay.LoadAsync(version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads which rows versions of the table added, changed and took away.</summary>
    /// <param name="from">The first version.</param>
    /// <param name="to">The last version, or null for the newest.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The files with those rows; an engine reads them.</returns>
    /// <exception cref="DeltaException">The range holds no version, changes were not recorded in all of it, its schemas
    /// cannot be read as one, or the log is damaged.</exception>
    public Task<ChangeFeed> LoadChangesAsync(TableVersion from, TableVersion? to, CancellationToken cancellationToken) =>
        new ChangeReader(store, _replay).ReadAsync(from, to, cancellationToken);

    /// <summary>Reads where commits came from, newest first.</summary>
    /// <param name="limit">How many at the most; at least 1.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The commits.</returns>
    public Task<IReadOnlyList<CommitInfo>> HistoryAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new CommitHistory(store, _replay).ReadAsync(limit, cancellationToken);
    }

    /// <summary>
    /// Commits a write, rebasing on commits that do not conflict, and checkpoints when the interval is reached.
    /// </summary>
    /// <param name="basis">The snapshot that the write was computed from; null when the table did not exist.</param>
    /// <param name="write">What to write.</param>
    /// <param name="cancellationToken">Cancels before the commit; once it is sent the outcome is reported as
    /// usual.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="DeltaException">The table needs a writer feature that is refused, the schema change is not
    /// allowed, or the store failed.</exception>
    public async Task<WriteOutcome> WriteAsync(Snapshot? basis, TableWrite write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        Committer committer = new(store, _replay, options, _ids);
        WriteOutcome outcome = await committer.CommitAsync(basis, write, cancellationToken).ConfigureAwait(false);
        if (outcome is WriteOutcome.Committed committed && committed.Version > TableVersion.Zero)
        {
            await CheckpointIfDueAsync(committed.Version, basis, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>How columns are found in the files of a table that has properties.</summary>
    /// <param name="properties">The properties of a new table.</param>
    /// <returns>The mode.</returns>
    public static ColumnMappingMode MappingOf(IReadOnlyDictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return FeatureUse.AskedMapping(properties);
    }

    /// <summary>About how large the data files of a table may become.</summary>
    /// <param name="properties">The table's properties.</param>
    /// <returns>Bytes, or null where the properties do not say.</returns>
    public static long? TargetFileSizeOf(IReadOnlyDictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return TableProperties.TargetFileSize(properties);
    }

    /// <summary>How the data files of a table are compressed.</summary>
    /// <param name="properties">The table's properties.</param>
    /// <returns><c>zstd</c>, <c>snappy</c>, <c>gzip</c>, <c>lz4_raw</c> or <c>uncompressed</c>.</returns>
    public static string CompressionOf(IReadOnlyDictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return TableProperties.Compression(properties);
    }

    /// <summary>The schema with which files for a write are to be staged.</summary>
    /// <param name="basis">The snapshot that the write is for; null when there is no table yet.</param>
    /// <param name="schema">The table's schema after the write; columns that the table has keep their metadata.</param>
    /// <param name="properties">The properties of a new table.</param>
    /// <returns>The schema; where the table maps columns, new ones have ids and physical names.</returns>
    public StructType PrepareSchema(
        Snapshot? basis,
        StructType schema,
        IReadOnlyDictionary<string, string> properties
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        IReadOnlyDictionary<string, string> configuration = basis?.Metadata.Configuration ?? properties;
        return FeatureUse.AskedMapping(configuration) == ColumnMappingMode.None
            ? schema
            : MappedColumns.Assign(
                schema,
                MappedColumns.HighestId(configuration, basis?.Schema ?? new StructType([])),
                _ids
            );
    }

    /// <summary>
    /// Takes rows out of data files without writing these anew, by new deletion vectors in the table's folder. No
    /// commit names them yet: that is for <see cref="TableWrite.Marked"/>.
    /// </summary>
    /// <param name="files">Files of one snapshot and the positions of the rows that go, at least one each.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The files with their new vectors, in the order given.</returns>
    /// <exception cref="DeltaException"><c>LH1605</c>: the row count of a file is unknown, or a position lies behind its
    /// end; or a vector that is there cannot be read.</exception>
    public Task<IReadOnlyList<MarkedFile>> MarkRowsAsync(
        IReadOnlyList<(AddFile File, RowPositionSet Rows)> files,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(files);
        return new RowMarker(store, _ids).MarkAsync(files, cancellationToken);
    }

    /// <summary>Changes what the table is and none of its rows.</summary>
    /// <param name="basis">The snapshot that the change was made for.</param>
    /// <param name="alteration">The change.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="DeltaException">The change is not allowed for this table.</exception>
    public Task<WriteOutcome> AlterAsync(
        Snapshot basis,
        TableAlteration alteration,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(alteration);
        TableWrite write = new()
        {
            Mode = WriteMode.Append,
            Schema = basis.Schema,
            Alteration = alteration,
            HasReadWholeTable = alteration.ReadsRows,
            Operation = alteration.Operation,
            Parameters = alteration.Parameters,
            HasAllMetrics = true,
        };
        return WriteAsync(basis, write, cancellationToken);
    }

    /// <summary>Deletes files that no version within the retention needs, and records that it did.</summary>
    /// <remarks>Older versions can then no longer be read. Tables that share files by a shallow clone are not known
    /// here: their files go like any other.</remarks>
    /// <param name="vacuum">How.</param>
    /// <param name="cancellationToken">Stops between two deletions; the vacuum may be run again.</param>
    /// <returns>The files that went, or would.</returns>
    /// <exception cref="DeltaException"><c>LH1801</c>: the retention is too short; <c>LH1802</c>: files could not be
    /// deleted; <c>LH1803</c>: a lite one lacks commits; <c>LH1804</c>: it could not be recorded; <c>LH1805</c>: the log
    /// names a deletion vector that no file can be; or there is no
    /// table, or it needs a writer feature that is refused.</exception>
    public Task<VacuumResult> VacuumAsync(VacuumOptions vacuum, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vacuum);
        return new Vacuum(this, store, _replay, vacuum).RunAsync(cancellationToken);
    }

    /// <summary>Commits a new version that is like an old one; the versions between them stay.</summary>
    /// <remarks>Application transactions stay as they are: what was written once is not written again.</remarks>
    /// <param name="target">The old version.</param>
    /// <param name="restore">How.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome and the counts.</returns>
    /// <exception cref="DeltaException"><c>LH1811</c>: files of the old version are gone; or the table needs a writer
    /// feature that is refused.</exception>
    public Task<RestoreResult> RestoreAsync(
        Snapshot target,
        RestoreOptions restore,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(restore);
        return new Restore(this, store, restore).RunAsync(target, cancellationToken);
    }

    /// <summary>Makes this table a shallow clone: it has the rows of another, by naming the other's files.</summary>
    /// <remarks>Writes to the one do not touch the other. A vacuum of the source deletes files that the clone
    /// needs.</remarks>
    /// <param name="source">The version of the other table; this one must not exist yet.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The outcome; a conflict where this table exists.</returns>
    /// <exception cref="DeltaException"><c>LH1821</c>: one of the tables is in a bucket; or the source needs a writer
    /// feature that is refused.</exception>
    public Task<WriteOutcome> CloneFromAsync(Snapshot source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return WriteAsync(basis: null, ShallowClone.Of(source, Root), cancellationToken);
    }

    /// <summary>Writes a checkpoint of the newest version now, and deletes what is past the log's retention.</summary>
    /// <param name="cancellationToken">Stops the work; the table stays as it was.</param>
    /// <returns>The version, and how many files of the log went.</returns>
    /// <exception cref="DeltaException">There is no table, it needs a writer feature that is refused, or the store
    /// failed.</exception>
    public async Task<(TableVersion Version, int CleanedFiles)> CheckpointAsync(CancellationToken cancellationToken)
    {
        Snapshot newest = await RequireAsync(cancellationToken).ConfigureAwait(false);
        FeatureSupport.RequireWritable(newest.Protocol, newest.Metadata, Root);
        int cleaned = await CheckpointAsync(newest.Version, cancellationToken).ConfigureAwait(false);
        return (newest.Version, cleaned);
    }

    /// <summary>Loads the newest snapshot of a table that must be there.</summary>
    /// <exception cref="DeltaException"><c>LH1405</c>: there is none.</exception>
    internal async Task<Snapshot> RequireAsync(CancellationToken cancellationToken) =>
        await TryLoadAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new DeltaException(
            "LH1405",
            $"There is no table at '{Root}'.",
            "Name the folder that holds _delta_log, or write the table first."
        );

    private async Task<int> CheckpointAsync(TableVersion version, CancellationToken cancellationToken)
    {
        TableState state = await _replay.LoadStateAsync(version, cancellationToken).ConfigureAwait(false);
        CheckpointWriter writer = new(store, options.Checkpoints, options.Clock);
        await writer.WriteAsync(version, state, cancellationToken).ConfigureAwait(false);
        return await new LogCleanup(store, options.Clock)
            .RunAsync(state.Metadata!.Configuration, cancellationToken) // why: a state is refused without metadata.
            .ConfigureAwait(false);
    }

    private async Task CheckpointIfDueAsync(TableVersion version, Snapshot? basis, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> configuration =
            basis?.Metadata.Configuration ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if (version.Number % TableProperties.CheckpointInterval(configuration) != 0)
        {
            return;
        }

        try
        {
            _ = await CheckpointAsync(version, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // why: the commit is durable; whatever an engine throws here must not deny it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            options.CheckpointFailed?.Invoke(version, failure);
        }
    }
}
