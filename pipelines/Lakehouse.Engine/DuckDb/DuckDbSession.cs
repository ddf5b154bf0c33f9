using DuckDB.NET.Data;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine.DuckDb.Loading;
using Lakehouse.Engine.DuckDb.Relations;
using Lakehouse.Engine.DuckDb.Results;
using Lakehouse.Engine.DuckDb.Running;
using Lakehouse.Engine.DuckDb.Staging;
using Lakehouse.Engine.DuckDb.Text;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.DuckDb;

/// <summary>A session: a connection with a database of its own.</summary>
internal sealed class DuckDbSession : IEngineSession
{
    private readonly StatementRunner _runner;
    private readonly BoundNames _names = new();
    private readonly string _catalog;
    private readonly IIdSource _ids;

    private readonly IDataFiles? _files;

    private DuckDbSession(DuckDBConnection connection, string catalog, IIdSource ids, DuckDbOptions options)
    {
        _runner = new StatementRunner(connection, options.Clock);
        _files = options.DataFiles;
        _catalog = catalog;
        _ids = ids;
    }

    /// <summary>Opens a session.</summary>
    public static DuckDbSession Open(DuckDbInstance instance, IIdSource ids, DuckDbOptions options)
    {
        (DuckDBConnection connection, string catalog) = instance.OpenSession();
        return new DuckDbSession(connection, catalog, ids, options);
    }

    /// <inheritdoc/>
    public async Task BindAsync(TableName name, Snapshot snapshot, CancellationToken cancellationToken)
    {
        await EnsureAsync(SnapshotFiles.WithoutVectors(snapshot, snapshot.Files), cancellationToken).ConfigureAwait(false);
        ParquetRelation relation = await SnapshotRelation
            .OfAsync(this, snapshot, snapshot.Files, cancellationToken)
            .ConfigureAwait(false);
        _ = await BindAsync(name, relation, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<StructType> BindChangesAsync(
        TableName name,
        ChangeFeed feed,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<ParquetRelation> relations = await ChangeRelations
            .OfAsync(this, feed, cancellationToken)
            .ConfigureAwait(false);
        _ = await BindAsync(name, relations, cancellationToken).ConfigureAwait(false);
        return ChangeRelations.SchemaOf(feed);
    }

    /// <inheritdoc/>
    public async Task BindFilesAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    )
    {
        await EnsureAsync(SnapshotFiles.WithoutVectors(snapshot, files), cancellationToken).ConfigureAwait(false);
        ParquetRelation relation = await SnapshotRelation
            .OfAsync(this, snapshot, files, cancellationToken)
            .ConfigureAwait(false);
        PrimitiveType number = new(PrimitiveKind.Long);
        _ = await BindAsync(
                name,
                relation,
                cancellationToken,
                (ParquetRelation.FileColumn, FilePosition.File, number),
                (ParquetRelation.RowColumn, FilePosition.Row, number)
            )
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task BindPartitionsAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    )
    {
        ParquetRelation relation = new(RelationColumns.Of(snapshot), SnapshotFiles.WithoutVectors(snapshot, files));
        string select = relation.SelectPartitions(FilePosition.File);
        return RunAsync(
            $"bind {name}",
            connection => _names.BindView(connection, name, select),
            null,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task BindEmptyAsync(TableName name, StructType schema, CancellationToken cancellationToken) =>
        BindAsync(name, new ParquetRelation(new RelationColumns(schema, []), []), cancellationToken);

    /// <inheritdoc/>
    public Task BindStagedAsync(
        TableName name,
        StructType schema,
        StagedRows staged,
        CancellationToken cancellationToken
    )
    {
        // What was staged here has physical names in both modes of mapping.
        ColumnMappingMode mapping =
            staged.Mapping == ColumnMappingMode.None ? ColumnMappingMode.None : ColumnMappingMode.Name;
        IReadOnlyList<string> partitionColumns = staged.Files is [{ PartitionValues: var values }, ..]
            ? [.. values.Keys]
            : [];
        ParquetRelation relation = new(
            new RelationColumns(schema, partitionColumns, mapping),
            SnapshotFiles.Of(staged, schema)
        );
        return BindAsync(name, relation, cancellationToken);
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
        ParquetRelation relation,
        CancellationToken cancellationToken,
        params IReadOnlyList<(string Sql, string Name, DataType Type)> further
    ) => BindAsync(name, [relation], cancellationToken, further);

    private async Task<int> BindAsync(
        TableName name,
        IReadOnlyList<ParquetRelation> relations,
        CancellationToken cancellationToken,
        params IReadOnlyList<(string Sql, string Name, DataType Type)> further
    )
    {
        RelationFile[] files = [.. relations.SelectMany(relation => relation.Files)];
        await EnsureAsync(files, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> selects = relations.Select((relation, number) =>
            relation.Select(SqlText.Identifier(PositionTable.Of(name, number)), further)
        );
        string select = string.Join(" union all ", selects);
        return await RunAsync(
            $"bind {name}",
            connection =>
            {
                foreach ((int number, ParquetRelation relation) in relations.Index().Where(entry => entry.Item.FiltersRows))
                {
                    PositionTable.Create(connection, PositionTable.Of(name, number), relation);
                }

                _names.BindView(connection, name, select);
            },
            null,
            cancellationToken
        )
            .ConfigureAwait(false);
    }

    private Task EnsureAsync(IReadOnlyList<RelationFile> files, CancellationToken cancellationToken) =>
        _files is null || files.Count == 0
            ? Task.CompletedTask
            : _files.EnsureAsync([.. files.Select(file => file.Path)], cancellationToken);

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
