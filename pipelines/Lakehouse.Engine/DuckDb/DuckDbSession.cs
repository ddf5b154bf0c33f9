using DuckDB.NET.Data;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.DuckDb.Loading;
using Lakehouse.Engine.DuckDb.Relations;
using Lakehouse.Engine.DuckDb.Results;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Staging;
using Lakehouse.Engine.DuckDb.Text;

namespace Lakehouse.Engine.DuckDb;

/// <summary>A session: a connection with a database of its own.</summary>
internal sealed class DuckDbSession : IEngineSession
{
    private readonly StatementRunner _runner;
    private readonly BoundNames _names = new();
    private readonly string _catalog;
    private readonly IIdSource _ids;

    private DuckDbSession(DuckDBConnection connection, string catalog, IIdSource ids, TimeProvider clock)
    {
        _runner = new StatementRunner(connection, clock);
        _catalog = catalog;
        _ids = ids;
    }

    /// <summary>Opens a session.</summary>
    public static DuckDbSession Open(DuckDbInstance instance, IIdSource ids, TimeProvider clock)
    {
        (DuckDBConnection connection, string catalog) = instance.OpenSession();
        return new DuckDbSession(connection, catalog, ids, clock);
    }

    /// <inheritdoc/>
    public Task BindAsync(TableName name, Snapshot snapshot, CancellationToken cancellationToken) =>
        BindAsync(
            name,
            snapshot.Schema,
            snapshot.Metadata.PartitionColumns,
            SnapshotFiles.Of(snapshot),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task BindFilesAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    )
    {
        string select = ParquetRelation.Select(
            snapshot.Schema,
            snapshot.Metadata.PartitionColumns,
            SnapshotFiles.Of(snapshot.Root, files),
            withPositions: true
        );
        return BindViewAsync(name, select, cancellationToken);
    }

    /// <inheritdoc/>
    public Task BindPartitionsAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    )
    {
        string select = ParquetRelation.SelectPartitions(
            snapshot.Schema,
            snapshot.Metadata.PartitionColumns,
            SnapshotFiles.Of(snapshot.Root, files)
        );
        return BindViewAsync(name, select, cancellationToken);
    }

    /// <inheritdoc/>
    public Task BindEmptyAsync(TableName name, StructType schema, CancellationToken cancellationToken) =>
        BindAsync(name, schema, [], [], cancellationToken);

    /// <inheritdoc/>
    public Task BindStagedAsync(
        TableName name,
        StructType schema,
        StagedRows staged,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<string> partitionColumns = staged.Files is [{ PartitionValues: var values }, ..]
            ? [.. values.Keys]
            : [];
        return BindAsync(
            name,
            schema,
            partitionColumns,
            SnapshotFiles.Of(staged.TableRoot, staged.Files),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task LoadRowsAsync(
        TableName name,
        StructType schema,
        IReadOnlyList<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            $"load {name}",
            connection => RowLoader.Load(connection, _names, name, schema, rows),
            null,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<StagedRows> StageAsync(
        StageRequest request,
        IProgress<EngineProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        _runner.RunAsync(
            request.Label,
            connection => Stager.Run(connection, request, _ids, cancellationToken),
            progress,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<RowSet> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        string select = SqlText.Embeddable(sql);
        return RunAsync(
            "query",
            select,
            connection => RowReader.Read(connection, select, maxRows),
            linesBefore: 1,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RowSetColumn>> DescribeAsync(string sql, CancellationToken cancellationToken)
    {
        string select = SqlText.Embeddable(sql);
        return RunAsync("query", select, connection => connection.Describe(select), linesBefore: 1, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        RunAsync(
            "statement",
            sql,
            connection =>
            {
                connection.Run(sql);
                return 0;
            },
            linesBefore: 0,
            cancellationToken
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _runner
            .RunAsync(
                "close",
                connection =>
                {
                    DuckDbInstance.CloseSession(connection, _catalog);
                    return 0;
                },
                null,
                CancellationToken.None
            )
            .ConfigureAwait(false);
        _runner.Dispose();
    }

    private Task<int> BindAsync(
        TableName name,
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        IReadOnlyList<RelationFile> files,
        CancellationToken cancellationToken
    )
    {
        string select = ParquetRelation.Select(schema, partitionColumns, files);
        return BindViewAsync(name, select, cancellationToken);
    }

    private Task<int> BindViewAsync(TableName name, string select, CancellationToken cancellationToken) =>
        RunAsync(
            $"bind {name}",
            connection => _names.BindView(connection, name, select),
            null,
            cancellationToken
        );

    private Task<int> RunAsync(
        string label,
        Action<DuckDBConnection> work,
        string? sql,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            label,
            sql ?? string.Empty,
            connection =>
            {
                work(connection);
                return 0;
            },
            linesBefore: 0,
            cancellationToken
        );

    private Task<T> RunAsync<T>(
        string label,
        string sql,
        Func<DuckDBConnection, T> work,
        int linesBefore,
        CancellationToken cancellationToken
    ) =>
        _runner.RunAsync(
            label,
            connection =>
            {
                try
                {
                    return work(connection);
                }
                catch (DuckDBException cause)
                {
                    throw DuckDbFailure.Of(cause, new SqlContext(label, sql, linesBefore));
                }
            },
            progress: null,
            cancellationToken
        );
}
