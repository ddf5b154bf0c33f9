using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Benchmarks.Tables;

/// <summary>A table of deals in a folder of its own, and raw DuckDB beside it.</summary>
internal sealed class BenchmarkTable : IAsyncDisposable
{
    private readonly DuckDbEngine _engine;
    private readonly string _folder;

    private BenchmarkTable()
    {
        _folder = Directory.CreateTempSubdirectory("lakehouse-benchmark-").FullName;
        _engine = new DuckDbEngine(new DuckDbOptions { TempFolder = _folder });
        Table = new DeltaTable(
            new LocalTableStore(Path.Combine(_folder, "table")),
            new DeltaTableOptions { Checkpoints = _engine.Checkpoints }
        );
    }

    internal DeltaTable Table { get; }

    internal IEngineSession Session { get; private set; } = null!;

    internal TableOperations Operations { get; private set; } = null!;

    internal static async Task<BenchmarkTable> OpenAsync()
    {
        BenchmarkTable table = new();
        table.Session = await table._engine.OpenSessionAsync(CancellationToken.None);
        table.Operations = new TableOperations(table.Table, table.Session);
        return table;
    }

    /// <summary>Deals with the numbers from one up to another.</summary>
    internal static string Deals(long from, long to) => Deals($"range({from}, {to})");

    /// <summary>Deals with the numbers of a relation of one column.</summary>
    internal static string Deals(string numbers) =>
        $"""
        select i as id, (i * 7919) % 100000 as account, cast((i % 9999) / 7 as decimal(18,2)) as amount,
            date '2024-01-01' + cast(i % 700 as int) as day, 'status ' || (i % 11) as status
        from {numbers} as t(i)
        """;

    internal Task<OperationResult> AppendAsync(string sql) =>
        Operations.AppendAsync(new RowsRequest { Sql = sql }, CancellationToken.None);

    /// <summary>A SELECT by raw DuckDB to a new file that is deleted again afterwards.</summary>
    internal async Task<Measure> CopyAsync(string sql, string compression)
    {
        string path = Path.Combine(_folder, $"raw-{Guid.NewGuid():n}.parquet");
        Measure measure = await Measure.OfAsync(() =>
            Session.ExecuteAsync(
                $"copy ({sql}) to '{path}' (format parquet, compression {compression})",
                CancellationToken.None
            )
        );
        File.Delete(path);
        return measure;
    }

    /// <summary>The files of the newest version, as a list in SQL.</summary>
    internal async Task<string> FilesAsync()
    {
        Snapshot snapshot = (await Table.TryLoadAsync(CancellationToken.None))!; // It was made here.
        return $"[{string.Join(", ", snapshot.Files.Select(file => $"'{Path.Combine(Table.Root, file.Path)}'"))}]";
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
