using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Commit;

/// <summary>The conflict matrix: a winner commits between the basis of a write and the write.</summary>
public sealed class ConflictTests : IDisposable
{
    private const string Committed = "";

    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("append", "append", Committed)]
    [InlineData("append", "overwrite", Committed)]
    [InlineData("append", "replace first", Committed)]
    [InlineData("append", "compact first", Committed)]
    [InlineData("append", "metadata", "MetadataChanged")]
    [InlineData("append", "protocol", "ProtocolChanged")]
    [InlineData("append", "same protocol", Committed)]
    [InlineData("append", "other transaction", Committed)]
    [InlineData("append", "nothing", Committed)]
    [InlineData("append", "unknown action", Committed)]
    [InlineData("append that read all", "append", "ConcurrentAppend")]
    [InlineData("append that read all", "replace first", "ConcurrentAppend")]
    [InlineData("append that read all", "delete first", "ConcurrentDeleteRead")]
    [InlineData("append that read all", "compact first", Committed)]
    [InlineData("overwrite", "append", "ConcurrentAppend")]
    [InlineData("overwrite", "overwrite", "ConcurrentAppend")]
    [InlineData("overwrite", "delete first", "ConcurrentDeleteRead")]
    [InlineData("overwrite", "compact first", "ConcurrentDeleteDelete")]
    [InlineData("overwrite", "metadata", "MetadataChanged")]
    [InlineData("overwrite", "nothing", Committed)]
    [InlineData("replace first", "append", Committed)]
    [InlineData("replace first", "replace first", "ConcurrentDeleteRead")]
    [InlineData("replace first", "replace second", Committed)]
    [InlineData("replace first", "compact first", "ConcurrentDeleteDelete")]
    [InlineData("replace first", "overwrite", "ConcurrentDeleteRead")]
    [InlineData("replace first", "metadata", "MetadataChanged")]
    [InlineData("replace that read all", "append", "ConcurrentAppend")]
    [InlineData("evolving append", "append", Committed)]
    [InlineData("evolving append", "metadata", "MetadataChanged")]
    [InlineData("append with transaction", "other transaction", Committed)]
    [InlineData("append with transaction", "older transaction", "ConcurrentTransaction")]
    public async Task A_winner_stands_in_the_way_or_not(string write, string winner, string expected)
    {
        Snapshot basis = await _test.CommitAsync(_test.Append(_test.File(), _test.File()));
        _test.WriteCommit(1, WinnerLines(winner, basis));

        WriteOutcome outcome = await _test.Table.WriteAsync(basis, Write(write, basis), CancellationToken.None);

        if (expected.Length == 0)
        {
            Assert.Equal(new WriteOutcome.Committed(new TableVersion(2)), outcome);
        }
        else
        {
            Assert.Equal(new WriteOutcome.Conflicted(new TableVersion(1), expected), outcome);
            Assert.Equal(1, (await _test.Table.TryGetVersionAsync(CancellationToken.None))!.Value.Number);
        }
    }

    [Fact]
    public async Task A_recorded_transaction_is_found_in_the_basis()
    {
        Snapshot basis = await _test.CommitAsync(
            _test.Append(_test.File()) with
            {
                Transactions = [new("loader", 5)],
            }
        );

        WriteOutcome outcome = await _test.Table.WriteAsync(
            basis,
            _test.Append(_test.File()) with
            {
                Transactions = [new("other", 1), new("loader", 5)],
            },
            CancellationToken.None
        );

        Assert.Equal(new WriteOutcome.AlreadyWritten("loader", TableVersion.Zero), outcome);
    }

    [Fact]
    public async Task A_recorded_transaction_in_a_winner_is_found_before_any_conflict()
    {
        Snapshot basis = await _test.CommitAsync(_test.Append(_test.File()));
        _ = await _test.CommitAsync(_test.Append(_test.File()));
        _ = await _test.CommitAsync(_test.Overwrite(_test.File()) with { Transactions = [new("loader", 9)] });

        WriteOutcome outcome = await _test.Table.WriteAsync(
            basis,
            _test.Overwrite(_test.File()) with
            {
                Transactions = [new("loader", 9)],
            },
            CancellationToken.None
        );

        Assert.Equal(new WriteOutcome.AlreadyWritten("loader", new TableVersion(2)), outcome);
    }

    [Fact]
    public async Task A_newer_transaction_of_the_same_application_is_written()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()) with { Transactions = [new("loader", 5)] });
        Snapshot after = await _test.CommitAsync(
            _test.Append(_test.File()) with
            {
                Transactions = [new("loader", 6)],
            }
        );

        Assert.Equal(6, after.Transactions["loader"].Version);
        Assert.Equal(ManualClock.Start, after.Transactions["loader"].LastUpdated);
    }

    [Fact]
    public async Task Two_appends_that_make_one_table_both_land()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()));

        WriteOutcome outcome = await _test.Table.WriteAsync(null, _test.Append(_test.File()), CancellationToken.None);

        Assert.Equal(new WriteOutcome.Committed(new TableVersion(1)), outcome);
        Snapshot both = await _test.LoadAsync();
        Assert.Equal(2, both.Files.Count);
        Assert.DoesNotContain(_test.CommitLines(1), line => line.Contains("metaData", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_overwrite_that_found_no_table_does_not_replace_one_that_was_made_meanwhile()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()));

        WriteOutcome outcome = await _test.Table.WriteAsync(
            null,
            _test.Overwrite(_test.File()),
            CancellationToken.None
        );

        Assert.Equal(new WriteOutcome.Conflicted(TableVersion.Zero, "MetadataChanged"), outcome);
    }

    [Fact]
    public async Task A_commit_that_a_clean_up_removed_is_not_written_again()
    {
        Snapshot basis = await _test.CommitAsync(_test.Append(_test.File()));
        for (int version = 1; version <= 11; version++)
        {
            _ = await _test.CommitAsync(_test.Append(_test.File()));
        }

        for (int version = 0; version < 10; version++)
        {
            File.Delete(_test.Folder.At("_delta_log", $"{version:D20}.json"));
        }

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(basis, _test.Append(_test.File()), CancellationToken.None)
        );

        Assert.Equal("LH1405", failure.Code);
        Assert.False(File.Exists(_test.Folder.At("_delta_log", $"{1:D20}.json")));
    }

    private TableWrite Write(string name, Snapshot basis) =>
        name switch
        {
            "append" => _test.Append(_test.File()),
            "append that read all" => _test.Append(_test.File()) with { HasReadWholeTable = true },
            "append with transaction" => _test.Append(_test.File()) with { Transactions = [new("app", 9)] },
            "evolving append" => _test.Append(_test.File()) with
            {
                Schema = new([
                    .. TestTable.Orders.Fields,
                    new("note", Lakehouse.Delta.Schema.DataType.Parse("string")),
                ]),
            },
            "overwrite" => _test.Overwrite(_test.File()),
            "replace first" => Replace(basis),
            "replace that read all" => Replace(basis) with { HasReadWholeTable = true },
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };

    private TableWrite Replace(Snapshot basis) =>
        _test.Append(_test.File()) with
        {
            Mode = WriteMode.Replace,
            Removed = [basis.Files[0]],
        };

    private static string[] WinnerLines(string name, Snapshot basis)
    {
        const string add =
            """{"add":{"path":"won.parquet","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}""";
        string first = basis.Files[0].Path;
        string second = basis.Files[1].Path;
        return name switch
        {
            "append" => [add],
            "overwrite" => [Remove(first, true), Remove(second, true), add],
            "replace first" => [Remove(first, true), add],
            "replace second" => [Remove(second, true), add],
            "delete first" => [Remove(first, true)],
            "compact first" => [Remove(first, false), add.Replace("true", "false", StringComparison.Ordinal)],
            "metadata" => [ActionWriter.Write(new LogAction.ChangeMetadata(basis.MetadataText))],
            "protocol" => ["""{"protocol":{"minReaderVersion":1,"minWriterVersion":3}}"""],
            "same protocol" => ["""{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"""],
            "other transaction" => ["""{"txn":{"appId":"another","version":1}}"""],
            "older transaction" => ["""{"txn":{"appId":"app","version":8}}"""],
            "nothing" => ["""{"commitInfo":{"operation":"VACUUM END"}}"""],
            "unknown action" => ["""{"marvel":{"x":[1,{"y":2}]}}"""],
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
        };
    }

    private static string Remove(string path, bool dataChange) =>
        $$"""{"remove":{"dataChange":{{(dataChange ? "true" : "false")}},"path":"{{path}}","deletionTimestamp":1 } }""";
}
