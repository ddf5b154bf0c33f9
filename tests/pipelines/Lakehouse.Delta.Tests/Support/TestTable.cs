using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Stores;
using Lakehouse.Testing;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>A table in a folder of its own, with a clock that stands still and counted ids.</summary>
internal sealed class TestTable : IDisposable
{
    public static readonly StructType Orders = new([
        new StructField("id", new PrimitiveType(PrimitiveKind.Long)),
        new StructField("region", new PrimitiveType(PrimitiveKind.String)),
    ]);

    /// <summary>The orders with one more column of text.</summary>
    public static StructType OrdersWith(string column) =>
        new([.. Orders.Fields, new StructField(column, new PrimitiveType(PrimitiveKind.String))]);

    private int _files;

    public TestTable()
    {
        Store = new LocalTableStore(Folder.FullPath);
        Table = Open(Store);
    }

    public TemporaryFolder Folder { get; } = new();

    public ManualClock Clock { get; } = new();

    public CountingIds Ids { get; } = new();

    public NdjsonCheckpointFiles Checkpoints { get; } = new();

    public List<(TableVersion Version, Exception Failure)> CheckpointFailures { get; } = [];

    public LocalTableStore Store { get; }

    public DeltaTable Table { get; }

    public DeltaTable Open(ITableStore store) =>
        new(
            store,
            new DeltaTableOptions
            {
                Checkpoints = Checkpoints,
                Clock = Clock,
                Ids = Ids,
                CheckpointFailed = (version, failure) => CheckpointFailures.Add((version, failure)),
            }
        );

    /// <summary>A data file with a new name.</summary>
    public DataFile File(long rows = 1, params (string Column, string? Value)[] partition)
    {
        string name = $"part-{Interlocked.Increment(ref _files):D5}.parquet";
        return new DataFile(
            name,
            partition.ToDictionary(pair => pair.Column, pair => pair.Value),
            100,
            Clock.Now,
            new FileStatistics(rows, [new ColumnStatistics(["id"], "1", "9", 0, HasNaN: false)])
        );
    }

    // why: a write is made by the table that it is for, in the reading of a test.
#pragma warning disable CA1822
    public TableWrite Append(params DataFile[] files) =>
        new()
        {
            Mode = WriteMode.Append,
            Schema = Orders,
            Files = files,
        };

    public TableWrite Overwrite(params DataFile[] files) =>
        new()
        {
            Mode = WriteMode.Overwrite,
            Schema = Orders,
            Files = files,
        };
#pragma warning restore CA1822

    public async Task<Snapshot> LoadAsync() =>
        await Table.TryLoadAsync(CancellationToken.None) ?? throw new InvalidOperationException("no table");

    /// <summary>Writes on the newest snapshot and demands that it commits.</summary>
    public async Task<Snapshot> CommitAsync(TableWrite write)
    {
        Snapshot? basis = await Table.TryLoadAsync(CancellationToken.None);
        WriteOutcome outcome = await Table.WriteAsync(basis, write, CancellationToken.None);
        WriteOutcome.Committed committed = Assert.IsType<WriteOutcome.Committed>(outcome);
        return await Table.LoadAsync(committed.Version, CancellationToken.None);
    }

    public string[] CommitLines(long version) =>
        System.IO.File.ReadAllLines(Folder.At("_delta_log", $"{version:D20}.json"));

    public void WriteCommit(long version, params string[] lines) =>
        Folder.Write($"_delta_log/{version:D20}.json", string.Join('\n', lines) + "\n");

    public void Dispose() => Folder.Dispose();
}
