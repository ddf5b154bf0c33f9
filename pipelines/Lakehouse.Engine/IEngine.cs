using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine;

/// <summary>Runs SQL and writes Parquet. It never commits: only <c>Lakehouse.Delta</c> does.</summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary>The engine's name: <c>duckdb</c> or <c>spark</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Opens a session. Sessions are independent of one another: what one binds, another does not see.
    /// </summary>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The session; dispose it.</returns>
    Task<IEngineSession> OpenSessionAsync(CancellationToken cancellationToken);
}

/// <summary>A conversation with an engine. One call at a time; not for several threads at once.</summary>
/// <remarks>
/// SQL is the shared dialect of both engines with the <c>lh_</c> functions. Delta's <c>timestamp</c> appears as
/// <c>TIMESTAMP</c> in UTC on both. Cancelling a call interrupts the engine; files that it has begun to write may stay
/// behind, which no commit names.
/// </remarks>
public interface IEngineSession : IAsyncDisposable
{
    /// <summary>Makes a snapshot readable under a name, replacing an earlier binding.</summary>
    /// <param name="name">The name.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When SQL may use the name.</returns>
    Task BindAsync(TableName name, Snapshot snapshot, CancellationToken cancellationToken);

    /// <summary>Makes the rows of a change feed readable under a name, replacing an earlier binding.</summary>
    /// <param name="name">The name.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The columns: those of the feed's last version, then <c>_change_type</c>, <c>_commit_version</c> and
    /// <c>_commit_timestamp</c>.</returns>
    Task<StructType> BindChangesAsync(TableName name, ChangeFeed feed, CancellationToken cancellationToken);

    /// <summary>
    /// Makes some files of a snapshot readable under a name, with the columns that <see cref="Tables.FilePosition"/>
    /// names beside the table's.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="files">Files of it; empty is allowed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When SQL may use the name.</returns>
    Task BindFilesAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken);

    /// <summary>
    /// Makes the partition values of some files readable under a name: a row a file, with
    /// <see cref="Tables.FilePosition.File"/> and the partition columns. No file is opened.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="files">Files of it; empty is allowed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When SQL may use the name.</returns>
    Task BindPartitionsAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken);

    /// <summary>Makes a table without rows readable under a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When SQL may use the name.</returns>
    Task BindEmptyAsync(TableName name, StructType schema, CancellationToken cancellationToken);

    /// <summary>Makes staged files readable under a name, before any commit.</summary>
    /// <param name="name">The name; an unqualified one such as <c>this</c> is given as schema <c>main</c>.</param>
    /// <param name="schema">The columns, partition columns included.</param>
    /// <param name="staged">The files.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When SQL may use the name.</returns>
    Task BindStagedAsync(TableName name, StructType schema, StagedRows staged, CancellationToken cancellationToken);

    /// <summary>Makes rows in memory a table under a name, replacing an earlier binding.</summary>
    /// <param name="name">The name.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="rows">
    /// The rows, each with a value for every column in the schema's order. Values are of the kinds that
    /// <see cref="RowSet.Rows"/> names; narrower integers and <see cref="DateTimeOffset"/> are taken too.
    /// </param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When SQL may use the name.</returns>
    /// <exception cref="EngineException">
    /// <c>LH2501</c>: a value does not fit its column; the name is then bound to no rows.
    /// </exception>
    Task LoadRowsAsync(
        TableName name,
        StructType schema,
        IReadOnlyList<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken);

    /// <summary>Runs a SELECT and writes its rows as Parquet files into a table's folder.</summary>
    /// <param name="request">The SELECT, its output contract and where the files go.</param>
    /// <param name="progress">Told of progress while it runs; null for none.</param>
    /// <param name="cancellationToken">Interrupts the engine and deletes what was written.</param>
    /// <returns>The files with their statistics.</returns>
    /// <exception cref="EngineException">
    /// The SQL does not parse, bind or run, a cast to the contract fails, or the disk is full.
    /// </exception>
    Task<StagedRows> StageAsync(
        StageRequest request,
        IProgress<EngineProgress>? progress,
        CancellationToken cancellationToken);

    /// <summary>Runs a SELECT and returns its rows, at most so many.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="maxRows">Rows at the most; at least 1.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="EngineException">The SQL does not parse, bind or run.</exception>
    Task<RowSet> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken);

    /// <summary>Names and types of a SELECT's columns, without running it.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The columns in order.</returns>
    /// <exception cref="EngineException">The SQL does not parse or bind.</exception>
    Task<IReadOnlyList<RowSetColumn>> DescribeAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Runs statements that return nothing: settings, temporary tables and macros.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>When they have run.</returns>
    /// <exception cref="EngineException">A statement does not parse, bind or run.</exception>
    Task ExecuteAsync(string sql, CancellationToken cancellationToken);
}

/// <summary>A SELECT to be staged.</summary>
public sealed record StageRequest
{
    /// <summary>One SELECT in the shared dialect; parameters are already literals.</summary>
    public required string Sql { get; init; }

    /// <summary>
    /// The output contract: the columns by name and order, to whose types the engine casts. A SELECT with other
    /// columns is refused.
    /// </summary>
    public required StructType Schema { get; init; }

    /// <summary>The root folder of the table that the files are for: an absolute path.</summary>
    public required string TableRoot { get; init; }

    /// <summary>The partition columns, a part of <see cref="Schema"/>; they are not written into the files.</summary>
    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    /// <summary>
    /// Text columns whose every value is one of a few known texts, by the column's name. They are written with a ready
    /// dictionary, which costs a fraction of finding one. A value that is none of them stops the SELECT.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabularies { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// How readers of the table find columns in files. In every mode but none, files have the physical names and ids
    /// that <see cref="Schema"/> gives in the metadata of its fields.
    /// </summary>
    public ColumnMappingMode Mapping { get; init; }

    /// <summary>
    /// A folder under <see cref="TableRoot"/> that the files go below, for example <c>_change_data</c>; empty for none.
    /// </summary>
    public string Folder { get; init; } = "";

    /// <summary>About how large a file may become before another is begun. Default: 256 MiB.</summary>
    public long TargetFileSizeBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// About how many rows a row group should have, at the least of what a file can be made of; null for the engine's
    /// choice.
    /// </summary>
    public long? RowGroupRows { get; init; }

    /// <summary>How the files are compressed: <c>zstd</c>, <c>snappy</c>, <c>gzip</c>, <c>lz4_raw</c> or <c>uncompressed</c>.</summary>
    public string Compression { get; init; } = "zstd";

    /// <summary>What a person calls this step in progress and in errors, for example <c>gold.win_loss</c>.</summary>
    public required string Label { get; init; }
}

/// <summary>Rows written to files that no commit names yet.</summary>
/// <param name="TableRoot">The root folder of the table they are for.</param>
/// <param name="Files">The files with statistics; empty when there were no rows.</param>
/// <param name="RowCount">The rows in all files.</param>
public sealed record StagedRows(string TableRoot, IReadOnlyList<DataFile> Files, long RowCount)
{
    /// <summary>How columns are found in the files. Default: by their own names.</summary>
    public ColumnMappingMode Mapping { get; init; }
}

/// <summary>How far a statement is.</summary>
/// <param name="Label">What runs.</param>
/// <param name="Fraction">Done, in [0, 1]; null while unknown.</param>
/// <param name="RowCount">Rows processed so far, 0 while unknown.</param>
public readonly record struct EngineProgress(string Label, double? Fraction, long RowCount);

/// <summary>A column of a result.</summary>
/// <param name="Name">The name as the SELECT gives it.</param>
/// <param name="SqlType">The engine's type text, lower case.</param>
public sealed record RowSetColumn(string Name, string SqlType);

/// <summary>Rows of a result, held in memory.</summary>
/// <param name="Columns">The columns in order.</param>
/// <param name="Rows">
/// The rows in order. A value is null, <see cref="string"/>, <see cref="long"/> (every integer type that fits),
/// <see cref="System.Numerics.BigInteger"/>, <see cref="decimal"/>, <see cref="double"/>, <see cref="bool"/>,
/// <see cref="DateOnly"/>, <see cref="DateTime"/> (UTC), a byte array, a list of values, or a dictionary by field name.
/// </param>
/// <param name="IsComplete">False when there were more rows than asked for.</param>
public sealed record RowSet(
    IReadOnlyList<RowSetColumn> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows,
    bool IsComplete);
