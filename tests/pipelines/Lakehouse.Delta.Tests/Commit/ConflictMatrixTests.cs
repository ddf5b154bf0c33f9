using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Commit;

/// <summary>
/// The protocol's conflict matrix, operation against operation: both writes are computed from one version, the winner
/// commits first by the same commit path. The table has two partitions, north and south, with a file each.
/// </summary>
public sealed class ConflictMatrixTests : IDisposable
{
    private const string Committed = "committed";
    private const string Append = "ConcurrentAppend";
    private const string Read = "ConcurrentDeleteRead";
    private const string Delete = "ConcurrentDeleteDelete";
    private const string Schema = "MetadataChanged";
    private const string Transaction = "ConcurrentTransaction";

    private static readonly string[] Region = ["region"];

    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    // The loser, the winner, what becomes of the loser under Serializable and under WriteSerializable.
    [Theory]
    [InlineData("insert", "insert", Committed, Committed)]
    [InlineData("insert", "dml north", Committed, Committed)]
    [InlineData("insert", "delete file north", Committed, Committed)]
    [InlineData("insert", "optimize north", Committed, Committed)]
    [InlineData("insert", "overwrite", Committed, Committed)]
    [InlineData("insert", "replace where north", Committed, Committed)]
    [InlineData("insert", "set properties", Schema, Schema)]
    [InlineData("insert", "insert with txn", Committed, Committed)]
    [InlineData("insert with txn", "insert with older txn", Transaction, Transaction)]
    [InlineData("insert with txn", "insert", Committed, Committed)]
    [InlineData("insert that read all", "insert", Append, Committed)]
    [InlineData("insert that read all", "insert that read all", Append, Append)]
    [InlineData("insert that read all", "delete file north", Read, Read)]
    [InlineData("insert that read all", "optimize north", Committed, Committed)]
    [InlineData("dml all", "insert", Append, Committed)]
    [InlineData("dml all", "insert that read all", Append, Append)]
    [InlineData("dml all", "dml south", Append, Append)]
    [InlineData("dml all", "delete file south", Read, Read)]
    [InlineData("dml all", "optimize north", Delete, Delete)]
    [InlineData("dml all", "optimize south", Committed, Committed)]
    [InlineData("dml all", "set properties", Schema, Schema)]
    [InlineData("dml north", "insert north", Append, Committed)]
    [InlineData("dml north", "insert", Committed, Committed)]
    [InlineData("dml north", "dml north", Append, Append)]
    [InlineData("dml north", "dml south", Committed, Committed)]
    [InlineData("dml north", "delete file north", Read, Read)]
    [InlineData("dml north", "delete file south", Committed, Committed)]
    [InlineData("dml north", "optimize north", Delete, Delete)]
    [InlineData("dml north", "optimize south", Committed, Committed)]
    [InlineData("dml north", "overwrite", Append, Append)]
    [InlineData("delete file north", "insert north", Committed, Committed)]
    [InlineData("delete file north", "delete file north", Read, Read)]
    [InlineData("delete file north", "delete file south", Committed, Committed)]
    [InlineData("optimize north", "insert", Committed, Committed)]
    [InlineData("optimize north", "insert north", Committed, Committed)]
    [InlineData("optimize north", "dml north", Read, Read)]
    [InlineData("optimize north", "dml south", Committed, Committed)]
    [InlineData("optimize north", "delete file north", Read, Read)]
    [InlineData("optimize north", "optimize north", Delete, Delete)]
    [InlineData("optimize north", "optimize south", Committed, Committed)]
    [InlineData("optimize north", "overwrite", Read, Read)]
    [InlineData("optimize north", "set properties", Schema, Schema)]
    [InlineData("overwrite", "insert", Append, Committed)]
    [InlineData("overwrite", "overwrite", Append, Append)]
    [InlineData("overwrite", "delete file south", Read, Read)]
    [InlineData("overwrite", "optimize north", Delete, Delete)]
    [InlineData("replace where north", "insert north", Append, Committed)]
    [InlineData("replace where north", "insert", Committed, Committed)]
    [InlineData("replace where north", "replace where north", Append, Append)]
    [InlineData("replace where north", "replace where south", Committed, Committed)]
    [InlineData("reads file south", "delete file south", Read, Read)]
    [InlineData("reads file south", "dml south", Read, Read)]
    [InlineData("reads file south", "delete file north", Committed, Committed)]
    [InlineData("reads file south", "optimize south", Committed, Committed)]
    [InlineData("set properties", "insert", Committed, Committed)]
    [InlineData("set properties", "set properties", Schema, Schema)]
    [InlineData("set properties", "optimize north", Committed, Committed)]
    public async Task A_loser_is_told_the_rule(string loser, string winner, string serializable, string writeSerializable)
    {
        Assert.Equal(serializable, await RaceAsync(loser, winner, "Serializable"));

        using ConflictMatrixTests other = new();
        Assert.Equal(writeSerializable, await other.RaceAsync(loser, winner, "WriteSerializable"));
    }

    [Fact]
    public async Task A_winner_that_does_not_say_where_it_came_from_is_no_blind_append()
    {
        Snapshot basis = await CreateAsync("WriteSerializable");
        _test.WriteCommit(
            1,
            """{"add":{"path":"w.parquet","partitionValues":{"region":"north"},"size":1,"modificationTime":1,"dataChange":true}}"""
        );

        WriteOutcome outcome = await _test.Table.WriteAsync(basis, Write("dml all", basis), CancellationToken.None);

        Assert.Equal(new WriteOutcome.Conflicted(new TableVersion(1), Append), outcome);
    }

    [Theory]
    [InlineData("insert", "Serializable", true)]
    [InlineData("insert that read all", "Serializable", false)]
    [InlineData("dml north", "Serializable", false)]
    [InlineData("optimize north", "SnapshotIsolation", false)]
    public async Task A_commit_says_how_it_was_isolated(string write, string level, bool isBlind)
    {
        Snapshot basis = await CreateAsync("Serializable");

        _ = await _test.Table.WriteAsync(basis, Write(write, basis), CancellationToken.None);

        string info = _test.CommitLines(1)[0];
        Assert.Contains($"\"isolationLevel\":\"{level}\"", info, StringComparison.Ordinal);
        Assert.Contains($"\"isBlindAppend\":{(isBlind ? "true" : "false")}", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rearrangement_of_another_count_of_rows_is_refused()
    {
        Snapshot basis = await CreateAsync("Serializable");
        TableWrite write = Write("optimize north", basis) with { Files = [_test.File(2, ("region", "north"))] };

        DeltaException refusal = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(basis, write, CancellationToken.None)
        );

        Assert.Equal("LH1407", refusal.Code);
        Assert.Contains("puts 2 in the place of 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_isolation_level_that_does_not_exist_is_refused()
    {
        DeltaException refusal = await Assert.ThrowsAsync<DeltaException>(() => CreateAsync("Chaos"));

        Assert.Equal("LH1206", refusal.Code);
        Assert.Contains("expected Serializable or WriteSerializable", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<string> RaceAsync(string loser, string winner, string level)
    {
        Snapshot basis = await CreateAsync(level);
        WriteOutcome first = await CommitAsync(winner, basis);
        Assert.Equal(new WriteOutcome.Committed(new TableVersion(1)), first);

        WriteOutcome second = await CommitAsync(loser, basis);

        return second switch
        {
            WriteOutcome.Committed { Version.Number: 2 } => Committed,
            WriteOutcome.Conflicted { Winner.Number: 1 } conflict => conflict.Reason,
            _ => second.ToString(),
        };
    }

    private Task<Snapshot> CreateAsync(string level) =>
        _test.CommitAsync(
            _test.Append(_test.File(1, ("region", "north")), _test.File(1, ("region", "south"))) with
            {
                PartitionColumns = Region,
                Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["delta.isolationLevel"] = level },
            }
        );

    private Task<WriteOutcome> CommitAsync(string name, Snapshot basis) =>
        name == "set properties"
            ? _test.Table.AlterAsync(
                basis,
                new SetProperties(new Dictionary<string, string>(StringComparer.Ordinal) { ["owner"] = "ops" }),
                CancellationToken.None
            )
            : _test.Table.WriteAsync(basis, Write(name, basis), CancellationToken.None);

    private TableWrite Write(string name, Snapshot basis)
    {
        string region = name.EndsWith("south", StringComparison.Ordinal) ? "south" : "north";
        AddFile there = basis.Files.Single(file => file.PartitionValues["region"] == region);
        Dictionary<string, string?> partition = new(StringComparer.Ordinal) { ["region"] = region };
        TableWrite insert = _test.Append(_test.File(1, ("region", name.EndsWith("north", StringComparison.Ordinal) ? "north" : "west")));
        TableWrite replace = _test.Append(_test.File(1, ("region", region))) with
        {
            Mode = WriteMode.Replace,
            Removed = [there],
        };
        return name switch
        {
            "insert" or "insert north" => insert,
            "insert with txn" => insert with { Transactions = [new("app", 9)] },
            "insert with older txn" => insert with { Transactions = [new("app", 8)] },
            "insert that read all" => insert with { HasReadWholeTable = true },
            "reads file south" => _test.Append(_test.File(1, ("region", "west"))) with { ReadFiles = [there] },
            "dml all" => replace with { HasReadWholeTable = true },
            "dml north" or "dml south" or "replace where north" or "replace where south" => replace with
            {
                ReadPartitions = [partition],
            },
            "delete file north" or "delete file south" => replace with { Files = [] },
            "optimize north" or "optimize south" => replace with { KeepsRows = true },
            "overwrite" => _test.Overwrite(_test.File(1, ("region", "north"))),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }
}
