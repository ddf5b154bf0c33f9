using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Project;
using Lakehouse.Testing;

namespace Lakehouse.Ingest.Tests.Support;

/// <summary>A warehouse, a landing folder and an engine of one test.</summary>
public sealed class Lake : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    // One engine serves all tests: each landing has a session of its own, and starting an engine is what takes time.
    private static readonly DuckDbEngine DuckDb = new(new DuckDbOptions { MemoryLimit = "1GB", Threads = 2 });
    private int _run;

    public Lake()
    {
        Engine = DuckDb;
        Directory.CreateDirectory(LandingFolder);
    }

    public string LandingFolder => _folder.At("landing");

    public string Warehouse => _folder.At("warehouse");

    public IEngine Engine { get; set; }

    public SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 6, 0, 0, TimeSpan.Zero));

    public Func<ITableStore, ITableStore> WrapStore { get; set; } = store => store;

    public static EntityContract Deals(Func<EntityContract, EntityContract>? change = null)
    {
        var contract = new EntityContract
        {
            Name = "deal",
            TableName = "crm_deal",
            FilePattern = "deal*",
            Format = new FileFormat { Kind = FileKind.Csv },
            Key = ["id"],
            Cursor = "modified_at",
            Columns =
            [
                new("id", DataType.Parse("string")),
                new("amount", DataType.Parse("decimal(19,4)")),
                new("close_date", DataType.Parse("date")),
                new("is_won", DataType.Parse("boolean")),
                new("seats", DataType.Parse("bigint")),
                new("score", DataType.Parse("double")),
                new("note", DataType.Parse("string")),
                new("modified_at", DataType.Parse("timestamp")),
            ],
        };
        return change is null ? contract : change(contract);
    }

    public static SourceContract Source(params EntityContract[] entities) =>
        new("crm", null, "${landing}", entities, new ProjectFile("sql/bronze/crm.yml", "/project/sql/bronze/crm.yml", false));

    public static string Csv(params string[] rows) => Header + "\n" + string.Concat(rows.Select(row => row + "\n"));

    public const string Header = "id,amount,close_date,is_won,seats,score,note,modified_at";

    public static string Row(int id, string note = "n", string modifiedAt = "2026-01-01T00:00:00Z") =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"D{id:000},{id}.25,2026-01-{1 + (id % 28):00},{(id % 2 == 0 ? "true" : "false")},{id},{id}.5,{note},{modifiedAt}");

    public string Deliver(string name, string text) => _folder.Write(Path.Combine("landing", name), text);

    public string Deliver(string name, byte[] bytes)
    {
        string path = _folder.Write(Path.Combine("landing", name), string.Empty);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public DeltaTable Table(TableName name) => Table(name, WrapStore);

    public Task<SourceLanding> LandAsync(
        EntityContract entity,
        IProgress<LandingProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        LandAsync(Source(entity), progress, cancellationToken);

    public Task<SourceLanding> LandAsync(
        SourceContract source,
        IProgress<LandingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Clock.Step(TimeSpan.FromHours(1));
        var landing = new Landing(new LandingOptions { WarehouseFolder = Warehouse, Tables = Table, Engine = Engine, RunId = $"run-{++_run}", Clock = Clock });
        return landing.LandAsync(source, LandingFolder, progress, cancellationToken);
    }

    public async Task<IReadOnlyList<IReadOnlyList<object?>>> QueryAsync(string sql, params TableName[] tables)
    {
        await using IEngineSession session = await DuckDb.OpenSessionAsync(default);
        foreach (TableName table in (TableName[])[new("bronze", "crm_deal"), QuarantineTable.Name, BatchTable.Name, .. tables])
        {
            Snapshot? snapshot = await Table(table, store => store).TryLoadAsync(default);
            if (snapshot is not null)
            {
                await session.BindAsync(table, snapshot, default);
            }
        }

        return (await session.QueryAsync(sql, 1_000_000, default)).Rows;
    }

    /// <summary>The rows of a query, fields joined by a bar, null as a tilde.</summary>
    public async Task<string[]> LinesAsync(string sql, params TableName[] tables) =>
        [.. (await QueryAsync(sql, tables)).Select(row => string.Join("|", row.Select(Text)))];

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private DeltaTable Table(TableName name, Func<ITableStore, ITableStore> wrap)
    {
        var store = new LocalTableStore(Path.Combine(Warehouse, name.Schema, name.Name));
        return new DeltaTable(wrap(store), new DeltaTableOptions { Checkpoints = DuckDb.Checkpoints, Clock = Clock });
    }

    private static string Text(object? value) => value switch
    {
        null => "~",
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", System.Globalization.CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
