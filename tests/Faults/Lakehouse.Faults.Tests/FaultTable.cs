using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Tables;
using Lakehouse.Testing;

namespace Lakehouse.Faults.Tests;

/// <summary>A table with real Parquet files in a folder of its own, which operations are tried on.</summary>
/// <param name="engine">Shared by all tables.</param>
/// <param name="session">Shared by all tables.</param>
internal sealed class FaultTable(DuckDbEngine engine, IEngineSession session) : IDisposable
{
    public static readonly StructType Schema = new([
        new StructField("id", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("region", new PrimitiveType(PrimitiveKind.String)),
    ]);

    /// <summary>What the word of a state begins with that counts the files.</summary>
    public const string FilesWord = "files=";

    private static readonly TableName Bound = TableName.Parse("main.under_test");

    private readonly TemporaryFolder _folder = new();

    /// <summary>The store without faults.</summary>
    public ITableStore Store => new LocalTableStore(_folder.FullPath);

    /// <summary>The table without faults.</summary>
    public DeltaTable Table => Open(Store);

    /// <summary>The engine's session.</summary>
    public IEngineSession Session => session;

    /// <summary>The table over a store.</summary>
    public DeltaTable Open(ITableStore store, TimeSpan later = default) =>
        new(store, new DeltaTableOptions { Checkpoints = engine.Checkpoints, Clock = new StandingClock(later) });

    /// <summary>Another table, in a folder within this one's.</summary>
    public DeltaTable Within(string folder) => Open(new LocalTableStore(_folder.At(folder)));

    /// <summary>Makes every file as old as the oldest that there is.</summary>
    public void Age()
    {
        foreach (string file in Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }

    /// <summary>Puts a file there that no commit names.</summary>
    public void Leave(string path) => _folder.Write(path, "left");

    /// <summary>The data files that are there, named by a version or not.</summary>
    public int DataFileCount() => Directory.GetFiles(_folder.FullPath, "*.parquet").Length;

    /// <summary>The operations on a table's rows.</summary>
    public TableOperations Rows(DeltaTable table) => new(table, session);

    /// <summary>A copy in another folder.</summary>
    public FaultTable Copy()
    {
        FaultTable copy = new(engine, session);
        foreach (string file in Directory.EnumerateFiles(_folder.FullPath, "*", SearchOption.AllDirectories))
        {
            string target = copy._folder.At(Path.GetRelativePath(_folder.FullPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(file));
        }

        return copy;
    }

    /// <summary>Stages one row an id; ids of one parity share a region.</summary>
    public Task<StagedRows> StageAsync(params int[] ids) =>
        session.StageAsync(
            new StageRequest
            {
                Sql = $"select id, case when id % 2 = 0 then 'even' else 'odd' end as region from (values {string.Join(", ", ids.Select(id => $"({id})"))}) as t(id)",
                Schema = Schema,
                TableRoot = _folder.FullPath,
                Label = "rows under test",
            },
            null,
            CancellationToken.None);

    /// <summary>Appends rows through a table, without faults in the staging.</summary>
    public async Task<WriteOutcome> AppendAsync(DeltaTable table, params int[] ids)
    {
        StagedRows staged = await StageAsync(ids);
        Snapshot? basis = await table.TryLoadAsync(CancellationToken.None);
        TableWrite write = Write(WriteMode.Append, staged) with { Schema = basis?.Schema ?? Schema, KeptRules = basis?.Rules ?? [] };
        return await table.WriteAsync(basis, write, CancellationToken.None);
    }

    public static TableWrite Write(WriteMode mode, StagedRows staged) => new() { Mode = mode, Schema = Schema, Files = staged.Files };

    /// <summary>
    /// What a reader sees: the ids in order, the recorded transactions, the names of the properties, the columns that
    /// may not be null, and how many files hold the rows.
    /// </summary>
    public async Task<string> StateAsync()
    {
        if (await Table.TryLoadAsync(CancellationToken.None) is not { } snapshot)
        {
            return "no table";
        }

        await session.BindAsync(Bound, snapshot, CancellationToken.None);
        RowSet rows = await session.QueryAsync("select id from main.under_test order by id", int.MaxValue, CancellationToken.None);
        string ids = string.Join(' ', rows.Rows.Select(row => Convert.ToString(row[0], CultureInfo.InvariantCulture)));
        string transactions = string.Concat(snapshot.Transactions.Values.Select(entry => $" {entry.AppId}={entry.Version}"));
        string properties = string.Concat(snapshot.Metadata.Configuration.Keys.Order(StringComparer.Ordinal).Select(key => $" {key}"));
        string required = string.Concat(snapshot.Schema.Fields.Where(field => !field.IsNullable).Select(field => $" {field.Name}!"));
        return $"{ids}{transactions}{properties}{required} {FilesWord}{snapshot.Files.Count}";
    }

    /// <summary>
    /// The version that a reader sees, after a look that the log has no gap and that the times which commits have
    /// ascend; -1 where there is no table.
    /// </summary>
    public async Task<long> VersionAsync()
    {
        long[] commits =
        [
            .. (await Store.ListAsync("_delta_log", null, CancellationToken.None))
                .Select(file => file.Name)
                .Where(name => name.Length == 25 && name.EndsWith(".json", StringComparison.Ordinal))
                .Select(name => long.Parse(name.AsSpan(0, 20), CultureInfo.InvariantCulture)),
        ];
        Assert.Equal(Enumerable.Range(0, commits.Length).Select(number => (long)number), commits);
        long[] times = [.. commits.SelectMany(number => OwnTimes(_folder.At("_delta_log", $"{number:D20}.json")))];
        Assert.Equal(times.Distinct().Order(), times);
        return commits.Length - 1;
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<long> OwnTimes(string commit) =>
        File.ReadLines(commit)
            .Where(line => line.StartsWith("{\"commitInfo\":", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("commitInfo"))
            .Where(info => info.TryGetProperty("inCommitTimestamp", out _))
            .Select(info => info.GetProperty("inCommitTimestamp").GetInt64());
}
