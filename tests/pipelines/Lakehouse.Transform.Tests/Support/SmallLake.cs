using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Project;
using Lakehouse.Testing;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Selection;

namespace Lakehouse.Transform.Tests.Support;

/// <summary>A project in a folder of its own, with a real engine and real tables.</summary>
internal sealed class SmallLake : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _runCount;

    private readonly bool _ownsEngine = true;

    internal SmallLake()
    {
        Write("lakehouse.yml", "name: small\nreference: none\n");
        Write(
            "sql/bronze/shop.yml",
            """
            source: shop
            landing: landing
            entities:
              order:
                files: "order_*.csv"
                key: [order_id]
                columns:
                  order_id: string
                  day: date
                  amount: decimal(19,4)
            """);
        Engine = new DuckDbEngine(new DuckDbOptions { Threads = 2, Clock = Clock });
    }

    /// <summary>Copies a lake as it is on disk; the copy uses the same engine.</summary>
    internal SmallLake(SmallLake original)
    {
        _ownsEngine = false;
        Engine = original.Engine;
        _runCount = original._runCount;
        foreach (string file in Directory.EnumerateFiles(original._folder.FullPath, "*", SearchOption.AllDirectories))
        {
            string target = _folder.At(Path.GetRelativePath(original._folder.FullPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    internal DuckDbEngine Engine { get; private set; }

    internal FixedClock Clock { get; } = new();

    internal Func<string, ITableStore> Store { get; set; } = root => new LocalTableStore(root);

    internal LakehouseProject Project => LakehouseProject.Open(_folder.FullPath, new ProjectChoices());

    internal string At(params string[] parts) => _folder.At(parts);

    internal string Write(string path, string text) => _folder.Write(path, text);

    internal void Delete(string path) => File.Delete(_folder.At(path));

    /// <summary>Writes a model; <paramref name="columns"/> are <c>name type</c>, by commas.</summary>
    internal string Model(string name, string columns, string sql, string more = "")
    {
        TableName table = TableName.Parse(name);
        IEnumerable<string> lines = columns.Split(',', StringSplitOptions.TrimEntries)
            .Select(column => column.Split(' ', 2))
            .Select(column => $"  - {{name: {column[0]}, type: \"{column[1].Replace(';', ',')}\"}}");
        string header = $"/*---\nmodel: {name}\n{(more.Length == 0 ? string.Empty : more + "\n")}columns:\n{string.Join('\n', lines)}\n---*/\n";
        return Write($"sql/{table.Schema}/{table.Name}.sql", header + sql + "\n");
    }

    internal DeltaTable Table(TableName name) => new(
        Store(Project.TableFolder(name.Schema, name.Name)),
        new DeltaTableOptions { Checkpoints = Engine.Checkpoints, Clock = Clock });

    internal DeltaTable Table(string name) => Table(TableName.Parse(name));

    internal TransformRequest Request(params string[] select) => new()
    {
        Project = Project,
        Engine = Engine,
        SqlReader = Engine.SqlReader,
        Tables = Table,
        RunId = string.Create(CultureInfo.InvariantCulture, $"run-{++_runCount}"),
        AsOf = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Selection = new StepSelection(select, []),
        Clock = Clock,
        Warehouse = Store(Project.WarehouseFolder),
        Command = "run",
        Trigger = "manual",
        ProductVersion = "1.0.0",
    };

    internal Task<TransformResult> RunAsync(params string[] select) => RunAsync(Request(select));

    internal static Task<TransformResult> RunAsync(TransformRequest request) =>
        TransformRun.ExecuteAsync(request, progress: null, CancellationToken.None);

    internal TransformGraph Graph() =>
        TransformGraph.Load(Project, Engine.SqlReader, new Dictionary<TableName, StructType>());

    /// <summary>Adds rows to a table as landing or a stranger would.</summary>
    internal async Task AppendAsync(string name, StructType schema, string select)
    {
        TableName table = TableName.Parse(name);
        await using IEngineSession session = await Engine.OpenSessionAsync(CancellationToken.None);
        DeltaTable delta = Table(table);
        StagedRows staged = await session.StageAsync(
            new StageRequest { Sql = select, Schema = schema, TableRoot = delta.Root, Label = name }, null, CancellationToken.None);
        Snapshot? current = await delta.TryLoadAsync(CancellationToken.None);
        TableWrite write = new() { Mode = WriteMode.Append, Schema = current?.Schema ?? schema, Files = staged.Files };
        Assert.IsType<WriteOutcome.Committed>(await delta.WriteAsync(current, write, CancellationToken.None));
    }

    /// <summary>Lands orders: <c>('a', date '2025-01-01', 10)</c>.</summary>
    internal Task LandOrdersAsync(string values)
    {
        Step source = Graph()[new TableName("bronze", "shop_order")];
        return AppendAsync(
            "bronze.shop_order",
            source.Schema,
            $"""
            select order_id, day, amount, timestamp '2025-01-01' as _ingested_at, 'b' as _batch_id, 'shop' as _source_system,
                'f' as _source_file, md5(order_id) as _row_hash
            from (values {values}) as v(order_id, day, amount)
            """);
    }

    /// <summary>The rows of a table as text, ordered: values joined by a bar.</summary>
    internal async Task<string[]> RowsAsync(string name, string select = "select * from t")
    {
        Snapshot? snapshot = await Table(name).TryLoadAsync(CancellationToken.None);
        Assert.NotNull(snapshot);
        await using IEngineSession session = await Engine.OpenSessionAsync(CancellationToken.None);
        await session.BindAsync(new TableName("main", "t"), snapshot, CancellationToken.None);
        RowSet rows = await session.QueryAsync(select, 10_000, CancellationToken.None);
        return [.. rows.Rows.Select(row => string.Join('|', row.Select(Text))).Order(StringComparer.Ordinal)];
    }

    internal async Task<long?> VersionAsync(string name) => (await Table(name).TryGetVersionAsync(CancellationToken.None))?.Number;

    /// <summary>Starts a fresh engine, as a new process would.</summary>
    internal async Task RestartAsync()
    {
        await Engine.DisposeAsync();
        Engine = new DuckDbEngine(new DuckDbOptions { Threads = 2, Clock = Clock });
    }

    /// <summary>Starts a fresh engine that has the project's own functions.</summary>
    internal async Task RestartWithFunctionsAsync()
    {
        await Engine.DisposeAsync();
        Engine = new DuckDbEngine(new DuckDbOptions { Threads = 2, Clock = Clock, FunctionsFolder = At("sql", "functions") });
    }

    public async ValueTask DisposeAsync()
    {
        if (_ownsEngine)
        {
            await Engine.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        decimal number => (number / 1.000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
