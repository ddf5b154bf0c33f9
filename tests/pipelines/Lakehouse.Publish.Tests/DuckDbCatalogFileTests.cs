using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Testing;

namespace Lakehouse.Publish.Tests;

public sealed class DuckDbCatalogFileTests : IAsyncLifetime
{
    private static readonly StructType Schema = new(
    [
        new StructField("id", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("name", new PrimitiveType(PrimitiveKind.String)),
        new StructField("amount", new DecimalType(19, 4)),
        new StructField("at", new PrimitiveType(PrimitiveKind.Timestamp)),
        new StructField("on_day", new PrimitiveType(PrimitiveKind.Date)),
    ]);

    private static readonly PublishedRelease Release = new(7, "run-1", new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), "test");

    private readonly TemporaryFolder _folder = new();
    private readonly DuckDbEngine _engine = new(new DuckDbOptions());
    private readonly TimeOrderedIds _ids = new(TimeProvider.System);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task Another_program_reads_the_release_through_views()
    {
        Snapshot full = await WriteAsync("full", "select 1 as id, 'o''neil' as name, 12.5 as amount, timestamp '2024-01-02 03:04:05' as at, date '2024-01-02' as on_day");
        Snapshot empty = await WriteAsync("empty", "select 1 as id, '' as name, 1 as amount, timestamp '2024-01-01' as at, date '2024-01-01' as on_day where false");

        string path = await PublishAsync(new PublishedTable(new TableName("gold", "full"), full, "It's full."), new PublishedTable(new TableName("silver", "empty"), empty, null));

        Assert.Equal(["1|o'neil|12.5000|2024-01-02 03:04:05|2024-01-02"], OutsidePython.QueryDuckDb(path, "from gold.full"));
        Assert.Equal(["0"], OutsidePython.QueryDuckDb(path, "select count(*) from silver.empty"));
        Assert.Equal(["7|test|run-1|2025-01-01 00:00:00"], OutsidePython.QueryDuckDb(path, "from release"));
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task Another_delta_reader_sees_the_rows_of_each_version()
    {
        await WriteAsync("t", "select 1 as id, 'a b' as name, 0.1 as amount, timestamp '1969-12-31 23:59:59.000001' as at, date '1969-12-31' as on_day");
        await WriteAsync("t", "select 2 as id, null as name, -5 as amount, timestamp '2024-01-02 03:04:05' as at, null as on_day");

        Assert.Equal(
            ["""{"id":2,"name":null,"amount":"-5.0000","at":"2024-01-02T03:04:05.000000Z","on_day":null}"""],
            OutsidePython.ReadDelta(_folder.At("t")));
        Assert.Equal(
            ["""{"id":1,"name":"a b","amount":"0.1000","at":"1969-12-31T23:59:59.000001Z","on_day":"1969-12-31"}"""],
            OutsidePython.ReadDelta(_folder.At("t"), "--version", "0"));
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task Another_delta_reader_opens_a_table_from_our_checkpoint()
    {
        for (int version = 0; version <= 11; version++)
        {
            await WriteAsync("t", $"select {version} as id, 'x' as name, 1 as amount, timestamp '2024-01-01' as at, date '2024-01-01' as on_day", WriteMode.Append);
        }

        Assert.True(File.Exists(_folder.At("t", "_delta_log", "00000000000000000010.checkpoint.parquet")));
        for (int version = 0; version < 10; version++)
        {
            File.Delete(_folder.At("t", "_delta_log", $"{version:D20}.json"));
        }

        Assert.Equal(12, OutsidePython.ReadDelta(_folder.At("t")).Count);
    }

    [Fact]
    public async Task A_reader_that_has_the_file_open_keeps_its_release()
    {
        Snapshot first = await WriteAsync("t", "select 1 as id, 'a' as name, 1 as amount, timestamp '2024-01-01' as at, date '2024-01-01' as on_day");
        string path = await PublishAsync(new PublishedTable(new TableName("gold", "t"), first, null));
        await using DuckDbEngine readerEngine = new(new DuckDbOptions());
        await using IEngineSession reader = await readerEngine.OpenSessionAsync(CancellationToken.None);
        await reader.ExecuteAsync($"attach '{path}' as published (read_only)", CancellationToken.None);

        Snapshot second = await WriteAsync("t", "select 2 as id, 'b' as name, 1 as amount, timestamp '2024-01-01' as at, date '2024-01-01' as on_day");
        await PublishAsync(new PublishedTable(new TableName("gold", "t"), second, null));

        RowSet rows = await reader.QueryAsync("select id from published.gold.t", 10, CancellationToken.None);
        Assert.Equal(1L, Assert.Single(rows.Rows)[0]);
        Assert.Empty(Directory.EnumerateFiles(_folder.FullPath, ".*"));
    }

    private Task<string> PublishAsync(params PublishedTable[] tables) =>
        new DuckDbCatalogFile(_engine, _ids).WriteAsync(_folder.FullPath, Release, tables, CancellationToken.None);

    private async Task<Snapshot> WriteAsync(string name, string sql, WriteMode mode = WriteMode.Overwrite)
    {
        DeltaTable table = new(new LocalTableStore(_folder.At(name)), new DeltaTableOptions { Checkpoints = _engine.Checkpoints });
        Snapshot? basis = await table.TryLoadAsync(CancellationToken.None);
        await using IEngineSession session = await _engine.OpenSessionAsync(CancellationToken.None);
        StagedRows staged = await session.StageAsync(
            new StageRequest { Sql = sql, Schema = Schema, TableRoot = table.Root, Label = name },
            progress: null,
            CancellationToken.None);
        TableWrite write = new() { Mode = mode, Schema = Schema, Files = staged.Files };
        Assert.IsType<WriteOutcome.Committed>(await table.WriteAsync(basis, write, CancellationToken.None));
        return (await table.TryLoadAsync(CancellationToken.None))!;
    }
}
