using System.Diagnostics;
using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.S3;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Stores.Caching;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Tables;

namespace Lakehouse.TableWriter;

/// <summary>Works on a table whose rows add up to nothing in every version.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private static readonly StructType Columns = new([
        new StructField("token", new PrimitiveType(PrimitiveKind.String)),
        new StructField("amount", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("writer", new PrimitiveType(PrimitiveKind.String)),
    ]);

    private static readonly TableName Rows = TableName.Parse("main.all_rows");

    private readonly WriterOptions _options;
    private readonly Random _random;
    private readonly DataFileCache _cache;
    private readonly S3StoreProvider _provider;
    private readonly DuckDbEngine _engine;
    private readonly DeltaTable _table;
    private readonly IEngineSession _session;
    private int _count;

    private Writer(WriterOptions options, DataFileCache cache, S3StoreProvider provider, DuckDbEngine engine, IEngineSession session)
    {
        _options = options;
        _random = new Random(options.Seed);
        _cache = cache;
        _provider = provider;
        _engine = engine;
        _session = session;
        _table = new DeltaTable(new StoreRegistry(provider).Open(options.Location), new DeltaTableOptions { Checkpoints = engine.Checkpoints });
    }

    public static async Task<Writer> OpenAsync(WriterOptions options)
    {
        string folder = Environment.GetEnvironmentVariable("TABLE_WRITER_CACHE") ?? Path.Combine(Path.GetTempPath(), "lakehouse-table-writer");
        DataFileCache cache = new(folder, 1L << 30, TimeProvider.System);
        S3StoreProvider provider = new(S3Options.FromEnvironment(Environment.GetEnvironmentVariable), cache, TimeProvider.System);
        DuckDbEngine engine = new(new DuckDbOptions { Threads = 1, MemoryLimit = "256MB", DataFiles = provider.DataFiles });
        IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
        return new Writer(options, cache, provider, engine, session);
    }

    public async Task RunAsync()
    {
        long started = Stopwatch.GetTimestamp();
        for (int number = 0; number < _options.Most && Stopwatch.GetElapsedTime(started) < _options.Duration; number++)
        {
            // What changes rows needs a table, which the first writer makes.
            string work = number == 0 && !_options.Work.Contains("read") ? "append" : _options.Work[_random.Next(_options.Work.Count)];
            try
            {
                await WorkAsync(work);
            }
            catch (LakehouseException failure)
            {
                Say($"failed {work}: {failure.Message}");
            }
        }

        Say("done");
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
        _provider.Dispose();
        _cache.Dispose();
    }

    private Task WorkAsync(string work) => work switch
    {
        "append" => AppendAsync(),
        "replace" => ReplaceAsync(),
        "delete" => DeleteAsync(),
        "merge" => MergeAsync(),
        "optimize" => OptimizeAsync(),
        "vacuum" => VacuumAsync(),
        "read" => ReadAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "unknown work"),
    };

    private async Task AppendAsync()
    {
        string token = NextToken();
        StagedRows staged = await StageAsync(PairOf(token));
        Snapshot? basis = await _table.TryLoadAsync(CancellationToken.None);
        TableWrite write = new()
        {
            Mode = WriteMode.Append,
            Schema = Columns,
            PartitionColumns = ["writer"],
            Files = staged.Files,
            UserMetadata = token,
        };
        Report(await _table.WriteAsync(basis, write, CancellationToken.None), token);
    }

    // Everything of this writer in one file, which holds a new pair, too.
    private async Task ReplaceAsync()
    {
        if (await _table.TryLoadAsync(CancellationToken.None) is not { } basis)
        {
            return;
        }

        string token = NextToken();
        AddFile[] own = [.. basis.Files.Where(file => file.PartitionValues["writer"] == _options.Name)];
        await _session.BindAsync(Rows, basis, CancellationToken.None);
        StagedRows staged = await StageAsync($"select token, amount, writer from main.all_rows where writer = '{_options.Name}' union all {PairOf(token)}");
        TableWrite write = new() { Mode = WriteMode.Replace, Schema = Columns, Files = staged.Files, Removed = own, UserMetadata = token };
        Report(await _table.WriteAsync(basis, write, CancellationToken.None), token);
    }

    // A pair goes as a whole, so that the sum stays.
    private async Task DeleteAsync()
    {
        string token = NextToken();
        OperationOptions options = new() { UserMetadata = token };
        int victim = _random.Next(Math.Max(1, _count));
        OperationResult result = await new TableOperations(_table, _session)
            .DeleteAsync($"token = '{_options.Name}-{victim}'", options, CancellationToken.None);
        Report(result.Outcome, token);
    }

    // A pair of this writer comes if it is not there.
    private async Task MergeAsync()
    {
        string token = NextToken();
        MergeRequest request = new()
        {
            Source = PairOf(token),
            On = "target.token = source.token and target.amount = source.amount",
            Clauses = [new MergeClause.NotMatchedInsert()],
            Options = new OperationOptions { UserMetadata = token },
        };
        Report((await new TableOperations(_table, _session).MergeAsync(request, CancellationToken.None)).Outcome, token);
    }

    private async Task OptimizeAsync()
    {
        string token = NextToken();
        OptimizeRequest request = new() { Options = new OperationOptions { UserMetadata = token } };
        Report((await new TableOperations(_table, _session).OptimizeAsync(request, CancellationToken.None)).Outcome, token);
    }

    // A file of a writer that failed days ago goes; what anybody may still use is younger than an hour.
    private async Task VacuumAsync()
    {
        string orphan = Path.Combine(_table.LocalRoot, $"orphan-{NextToken()}.parquet");
        await File.WriteAllTextAsync(orphan, "left");
        File.SetLastWriteTimeUtc(orphan, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        VacuumOptions options = new() { Retention = TimeSpan.FromHours(1), MayShortenRetention = true };
        VacuumResult result = await _table.VacuumAsync(options, CancellationToken.None);
        Say(result.Files.All(file => file.Name.StartsWith("orphan-", StringComparison.Ordinal)) && !File.Exists(orphan)
            ? $"vacuumed {result.Files.Count}"
            : $"broken vacuum of {string.Join(' ', result.Files.Select(file => file.Name))}");
    }

    private async Task ReadAsync()
    {
        if (await _table.TryLoadAsync(CancellationToken.None) is not { } snapshot)
        {
            return;
        }

        await _session.BindAsync(Rows, snapshot, CancellationToken.None);
        RowSet rows = await _session.QueryAsync(
            "select coalesce(sum(amount), 0)::bigint, count(*), (select count(*) from (select token from main.all_rows group by token having count(*) <> 2)) from main.all_rows",
            1,
            CancellationToken.None);
        long sum = Number(rows.Rows[0][0]);
        long odd = Number(rows.Rows[0][2]);
        Say(sum == 0 && odd == 0
            ? $"read {snapshot.Version} {Number(rows.Rows[0][1])}"
            : $"broken version {snapshot.Version} adds up to {sum} and has {odd} tokens that are no pair");
    }

    private string NextToken() => string.Create(CultureInfo.InvariantCulture, $"{_options.Name}-{_count++}");

    private string PairOf(string token)
    {
        int amount = _random.Next(1, 1000);
        return $"select * from (values ('{token}', {amount}::bigint, '{_options.Name}'), ('{token}', -{amount}::bigint, '{_options.Name}')) as pair(token, amount, writer)";
    }

    private Task<StagedRows> StageAsync(string sql) =>
        _session.StageAsync(
            new StageRequest { Sql = sql, Schema = Columns, PartitionColumns = ["writer"], TableRoot = _table.LocalRoot, Label = "rows" },
            null,
            CancellationToken.None);

    private static void Report(WriteOutcome? outcome, string token) => Say(outcome switch
    {
        WriteOutcome.Committed committed => $"committed {committed.Version} {token}",
        WriteOutcome.Unknown unknown => $"unknown {unknown.Version} {token}",
        WriteOutcome.Conflicted conflicted => $"refused {conflicted.Reason}",
        null => "refused nothing to do",
        _ => $"failed {outcome}",
    });

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
