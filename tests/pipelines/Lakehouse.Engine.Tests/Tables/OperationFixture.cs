using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Tables;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.Tables;

/// <summary>A table in a folder of its own, and an engine that changes its rows.</summary>
internal sealed class OperationFixture : IAsyncDisposable
{
    private static readonly TableName Name = new("test", "rows");

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDbEngine _engine;

    private OperationFixture()
    {
        _engine = new DuckDbEngine(new DuckDbOptions { TempFolder = _folder.At("temp") });
        Root = _folder.At("a table");
        Store = new LocalTableStore(Root);
        Table = new DeltaTable(Store, new DeltaTableOptions { Checkpoints = _engine.Checkpoints });
    }

    public string Root { get; }

    public LocalTableStore Store { get; }

    public DeltaTable Table { get; }

    public IEngineSession Session { get; private set; } = null!;

    public TableOperations Operations { get; private set; } = null!;

    public static async Task<OperationFixture> OpenAsync()
    {
        OperationFixture fixture = new();
        fixture.Session = await fixture._engine.OpenSessionAsync(CancellationToken.None);
        fixture.Operations = new TableOperations(fixture.Table, fixture.Session);
        return fixture;
    }

    /// <summary>Does something to the table in a session of its own, as another writer does.</summary>
    public async Task ElsewhereAsync(Func<TableOperations, Task> work)
    {
        await using IEngineSession session = await _engine.OpenSessionAsync(CancellationToken.None);
        await work(new TableOperations(Table, session));
    }

    /// <summary>Makes the table, or appends to it.</summary>
    public Task<OperationResult> AppendAsync(
        string sql,
        string[]? partitionColumns = null,
        params (string Key, string Value)[] properties
    ) =>
        Operations.AppendAsync(
            new RowsRequest
            {
                Sql = sql,
                PartitionColumns = partitionColumns ?? [],
                Properties = properties.ToDictionary(pair => pair.Key, pair => pair.Value),
            },
            CancellationToken.None
        );

    public async Task<Snapshot> LoadAsync() => (await Table.TryLoadAsync(CancellationToken.None))!;

    /// <summary>The newest rows as text, values joined by bars, sorted.</summary>
    public async Task<string[]> RowsAsync(string columns = "*") => await RowsAsync(await LoadAsync(), columns);

    public async Task<string[]> RowsAsync(Snapshot snapshot, string columns = "*")
    {
        await Session.BindAsync(Name, snapshot, CancellationToken.None);
        return await QueryAsync($"select {columns} from test.rows");
    }

    /// <summary>The rows of a query as text, sorted.</summary>
    public async Task<string[]> QueryAsync(string sql)
    {
        RowSet rows = await Session.QueryAsync(sql, 100_000, CancellationToken.None);
        return [.. rows.Rows.Select(row => string.Join('|', row.Select(Text))).Order(StringComparer.Ordinal)];
    }

    public string[] CommitLines(long version) =>
        File.ReadAllLines(Path.Combine(Root, "_delta_log", $"{version:D20}.json"));

    /// <summary>The lines of a commit that are of a kind.</summary>
    public string[] Actions(long version, string kind) =>
        [.. CommitLines(version).Where(line => line.StartsWith($"{{\"{kind}\":", StringComparison.Ordinal))];

    public async Task<IReadOnlyDictionary<string, string>> MetricsAsync() =>
        (await Table.HistoryAsync(1, CancellationToken.None))[0].Metrics;

    public static long Committed(OperationResult result) =>
        Assert.IsType<WriteOutcome.Committed>(result.Outcome).Version.Number;

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _engine.DisposeAsync();
        _folder.Dispose();
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "~",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            IReadOnlyDictionary<string, object?> record =>
                $"{{{string.Join(',', record.Select(pair => $"{pair.Key}={Text(pair.Value)}"))}}}",
            _ => value.ToString() ?? "~",
        };
}
