using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Engine.Tests.Tables;

/// <summary>A session in which something else happens right before files are staged for the first time.</summary>
internal sealed class InterferingSession(IEngineSession inner, Func<Task> interfere) : IEngineSession
{
    private bool _hasInterfered;

    public async Task<StagedRows> StageAsync(
        StageRequest request,
        IProgress<EngineProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (!_hasInterfered)
        {
            _hasInterfered = true;
            await interfere();
        }

        return await inner.StageAsync(request, progress, cancellationToken);
    }

    public Task BindAsync(TableName name, Snapshot snapshot, CancellationToken cancellationToken) =>
        inner.BindAsync(name, snapshot, cancellationToken);

    public Task BindFilesAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    ) => inner.BindFilesAsync(name, snapshot, files, cancellationToken);

    public Task BindPartitionsAsync(
        TableName name,
        Snapshot snapshot,
        IReadOnlyList<AddFile> files,
        CancellationToken cancellationToken
    ) => inner.BindPartitionsAsync(name, snapshot, files, cancellationToken);

    public Task<StructType> BindChangesAsync(TableName name, ChangeFeed feed, CancellationToken cancellationToken) =>
        inner.BindChangesAsync(name, feed, cancellationToken);

    public Task BindEmptyAsync(TableName name, StructType schema, CancellationToken cancellationToken) =>
        inner.BindEmptyAsync(name, schema, cancellationToken);

    public Task BindStagedAsync(
        TableName name,
        StructType schema,
        StagedRows staged,
        CancellationToken cancellationToken
    ) => inner.BindStagedAsync(name, schema, staged, cancellationToken);

    public Task LoadRowsAsync(
        TableName name,
        StructType schema,
        IReadOnlyList<IReadOnlyList<object?>> rows,
        CancellationToken cancellationToken
    ) => inner.LoadRowsAsync(name, schema, rows, cancellationToken);

    public Task<RowSet> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken) =>
        inner.QueryAsync(sql, maxRows, cancellationToken);

    public Task<IReadOnlyList<RowSetColumn>> DescribeAsync(string sql, CancellationToken cancellationToken) =>
        inner.DescribeAsync(sql, cancellationToken);

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        inner.ExecuteAsync(sql, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
