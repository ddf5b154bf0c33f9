// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests;

public sealed class DeltaTableTests : IDisposable
{
    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_folder_without_a_log_is_no_table()
    {
        Assert.Null(await _test.Table.TryGetVersionAsync(CancellationToken.None));
        Assert.Null(await _test.Table.TryLoadAsync(CancellationToken.None));
        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.LoadAsync(TableVersion.Zero, CancellationToken.None)
        );
        Assert.Equal("LH1101", failure.Code);
    }

    [Fact]
    public async Task A_first_write_makes_the_table_with_the_smallest_protocol()
    {
        Snapshot made = await _test.CommitAsync(_test.Append(_test.File(rows: 3)));

        Assert.Equal(TableVersion.Zero, made.Version);
        Assert.Equal((1, 2), (made.Protocol.MinReaderVersion, made.Protocol.MinWriterVersion));
        Assert.Equal(TestTable.Orders, made.Schema);
        AddFile file = Assert.Single(made.Files);
        Assert.Equal("part-00001.parquet", file.Path);
        Assert.Equal(
            """{"numRecords":3,"minValues":{"id":1},"maxValues":{"id":9},"nullCount":{"id":0}}""",
            file.StatsJson
        );
        Assert.Equal(TableVersion.Zero, await _test.Table.TryGetVersionAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_first_commit_is_this_text()
    {
        _ = await _test.CommitAsync(
            _test.Append(_test.File(rows: 3)) with
            {
                UserMetadata = "run 7",
                Description = "Orders.",
            }
        );

        Assert.Equal(
            [
                """{"commitInfo":{"timestamp":1767600000000,"operation":"WRITE","operationParameters":{"mode":"Append","partitionBy":"[]"},"isolationLevel":"Serializable","isBlindAppend":true,"operationMetrics":{"numFiles":"1","numOutputBytes":"100","numOutputRows":"3"},"userMetadata":"run 7","engineInfo":"Lakehouse","txnId":"00000002-0000-0000-0000-000000000000"}}""",
                """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""",
                """{"metaData":{"id":"00000001-0000-0000-0000-000000000000","description":"Orders.","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}},{\"name\":\"region\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{},"createdTime":1767600000000}}""",
                """{"add":{"path":"part-00001.parquet","partitionValues":{},"size":100,"modificationTime":1767600000000,"dataChange":true,"stats":"{\"numRecords\":3,\"minValues\":{\"id\":1},\"maxValues\":{\"id\":9},\"nullCount\":{\"id\":0}}"}}""",
            ],
            _test.CommitLines(0)
        );
    }

    [Fact]
    public async Task Overwrite_replaces_every_file_and_keeps_the_table_id()
    {
        Snapshot first = await _test.CommitAsync(_test.Append(_test.File(), _test.File()));
        Snapshot second = await _test.CommitAsync(_test.Overwrite(_test.File()));

        Assert.Equal("part-00003.parquet", Assert.Single(second.Files).Path);
        Assert.Equal(first.Metadata.Id, second.Metadata.Id);
        Snapshot past = await _test.Table.LoadAsync(first.Version, CancellationToken.None);
        Assert.Equal(2, past.Files.Count);
    }

    [Fact]
    public async Task Replace_removes_only_the_files_it_names()
    {
        Snapshot first = await _test.CommitAsync(_test.Append(_test.File(), _test.File()));
        TableWrite write = _test.Append(_test.File()) with { Mode = WriteMode.Replace, Removed = [first.Files[0]] };

        Snapshot second = await _test.CommitAsync(write);

        Assert.Equal(["part-00002.parquet", "part-00003.parquet"], second.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task History_is_newest_first_and_bounded()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File(rows: 4)));
        _ = await _test.CommitAsync(_test.Overwrite() with { Operation = "TRUNCATE" });
        _ = await _test.CommitAsync(_test.Append(_test.File()));

        IReadOnlyList<CommitInfo> history = await _test.Table.HistoryAsync(2, CancellationToken.None);

        Assert.Equal([2, 1], history.Select(commit => commit.Version.Number));
        Assert.Equal("TRUNCATE", history[1].Operation);
        Assert.Equal("1", history[1].Metrics["numRemovedFiles"]);
        Assert.Equal(ManualClock.Start, history[1].Timestamp);
    }

    [Fact]
    public async Task Twenty_commits_are_checkpointed_at_the_interval_and_read_back_from_there()
    {
        for (int version = 0; version <= 20; version++)
        {
            _ = await _test.CommitAsync(_test.Append(_test.File()));
        }

        Assert.Empty(_test.CheckpointFailures);
        Assert.StartsWith(
            """{"version":20,"size":23,"sizeInBytes":""",
            await File.ReadAllTextAsync(_test.Folder.At("_delta_log", "_last_checkpoint")),
            StringComparison.Ordinal
        );
        for (int version = 0; version < 20; version++)
        {
            File.Delete(_test.Folder.At("_delta_log", $"{version:D20}.json"));
        }

        Snapshot loaded = await _test.LoadAsync();
        Assert.Equal(20, loaded.Version.Number);
        Assert.Equal(21, loaded.Files.Count);
    }
}
