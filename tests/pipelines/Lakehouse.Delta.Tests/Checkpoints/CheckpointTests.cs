// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_checkpoint_has_the_state_and_the_recent_tombstones_and_nothing_else()
    {
        _ = await _test.CommitAsync(
            _test.Append(_test.File(rows: 1)) with
            {
                Properties = Every(2),
                Transactions = [new("app", 3)],
            }
        );
        _ = await _test.CommitAsync(_test.Overwrite(_test.File(rows: 2)));
        _test.Clock.Now += TimeSpan.FromDays(5);
        _ = await _test.CommitAsync(_test.Overwrite(_test.File(rows: 3)));

        string[] lines = Checkpoint(2);

        Assert.Equal(
            [
                """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""",
                """{"txn":{"appId":"app","version":3,"lastUpdated":1767600000000}}""",
                """{"remove":{"path":"part-00001.parquet","deletionTimestamp":1767600000000,"dataChange":false,"extendedFileMetadata":true,"partitionValues":{},"size":100}}""",
                """{"remove":{"path":"part-00002.parquet","deletionTimestamp":1768032000000,"dataChange":false,"extendedFileMetadata":true,"partitionValues":{},"size":100}}""",
                """{"add":{"path":"part-00003.parquet","partitionValues":{},"size":100,"modificationTime":1768032000000,"dataChange":false,"stats":"{\"numRecords\":3,\"minValues\":{\"id\":1},\"maxValues\":{\"id\":9},\"nullCount\":{\"id\":0}}"}}""",
            ],
            lines.Where(line => !line.StartsWith("""{"metaData""", StringComparison.Ordinal))
        );
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public async Task Tombstones_and_transactions_that_have_expired_are_left_out()
    {
        Dictionary<string, string> properties = new(Every(2))
        {
            ["delta.deletedFileRetentionDuration"] = "interval 2 days",
            ["delta.setTransactionRetentionDuration"] = "interval 36 hours",
        };
        _ = await _test.CommitAsync(
            _test.Append(_test.File()) with
            {
                Properties = properties,
                Transactions = [new("old", 1)],
            }
        );
        _ = await _test.CommitAsync(_test.Overwrite(_test.File()));
        _test.Clock.Now += TimeSpan.FromDays(2);
        _ = await _test.CommitAsync(_test.Append(_test.File()) with { Transactions = [new("new", 1)] });

        string[] lines = Checkpoint(2);

        Assert.DoesNotContain(lines, line => line.StartsWith("""{"remove""", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"new\"", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("\"old\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snapshot_from_a_checkpoint_and_its_tail_equals_the_replay_of_all_commits()
    {
        for (int version = 0; version <= 25; version++)
        {
            TableWrite write =
                version % 4 == 3
                    ? _test.Overwrite(_test.File(), _test.File())
                    : _test.Append(_test.File(rows: version));
            _ = await _test.CommitAsync(write with { Transactions = [new($"app{version % 3}", version)] });
        }

        Snapshot fromCheckpoint = await _test.LoadAsync();
        foreach (
            string file in Directory
                .GetFiles(_test.Folder.At("_delta_log"))
                .Where(file => !file.EndsWith(".json", StringComparison.Ordinal))
        )
        {
            File.Delete(file);
        }

        Snapshot fromCommits = await _test.LoadAsync();
        Assert.Equal(Describe(fromCommits), Describe(fromCheckpoint));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_does_not_deny_the_commit()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()) with { Properties = Every(1) });
        _test.Checkpoints.Failure = new InvalidOperationException("no engine");

        Snapshot basis = await _test.LoadAsync();
        WriteOutcome outcome = await _test.Table.WriteAsync(basis, _test.Append(_test.File()), CancellationToken.None);

        Assert.IsType<WriteOutcome.Committed>(outcome);
        Assert.Equal(
            (1, "no engine"),
            Assert.Single(_test.CheckpointFailures) is var (version, failure)
                ? ((int)version.Number, failure.Message)
                : default
        );
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_read_gives_way_to_an_older_one_or_to_the_commits()
    {
        for (int version = 0; version <= 21; version++)
        {
            _ = await _test.CommitAsync(_test.Append(_test.File()));
        }

        _test.Folder.Write("_delta_log/00000000000000000020.checkpoint.parquet", "{\"add\":{\"pa");
        Assert.Equal(22, (await _test.LoadAsync()).Files.Count);

        File.Delete(_test.Folder.At("_delta_log", $"{0:D20}.json"));
        Assert.Equal(22, (await _test.LoadAsync()).Files.Count);

        _test.Folder.Write("_delta_log/00000000000000000010.checkpoint.parquet", "garbage");
        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() => _test.LoadAsync());
        Assert.Equal("LH1103", failure.Code);
    }

    [Fact]
    public async Task An_incomplete_checkpoint_of_several_parts_is_passed_over_and_a_complete_one_is_read()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()) with { Properties = Every(2) });
        _ = await _test.CommitAsync(_test.Append(_test.File()));
        _ = await _test.CommitAsync(_test.Append(_test.File()));
        string[] lines = Checkpoint(2);
        File.Delete(_test.Folder.At("_delta_log", "00000000000000000002.checkpoint.parquet"));
        _test.Folder.Write(
            "_delta_log/00000000000000000002.checkpoint.0000000001.0000000002.parquet",
            string.Join('\n', lines[..3])
        );
        Assert.Equal(3, (await _test.LoadAsync()).Files.Count);

        _test.Folder.Write(
            "_delta_log/00000000000000000002.checkpoint.0000000002.0000000002.parquet",
            string.Join('\n', lines[3..])
        );
        File.Delete(_test.Folder.At("_delta_log", $"{0:D20}.json"));
        Assert.Equal(3, (await _test.LoadAsync()).Files.Count);
    }

    [Fact]
    public async Task A_version_2_checkpoint_with_sidecars_is_read()
    {
        const string uuid = "80a083e8-7026-4e79-81be-64bd76c43a11";
        _ = await _test.CommitAsync(_test.Append(_test.File()));
        string metadata = _test
            .CommitLines(0)
            .Single(line => line.StartsWith("""{"metaData""", StringComparison.Ordinal));
        string add = _test.CommitLines(0).Single(line => line.StartsWith("""{"add""", StringComparison.Ordinal));
        File.Delete(_test.Folder.At("_delta_log", $"{0:D20}.json"));
        _test.Folder.Write("_delta_log/_sidecars/one.parquet", add);
        _test.Folder.Write(
            "_delta_log/_sidecars/two.parquet",
            add.Replace("part-00001", "part-2", StringComparison.Ordinal)
        );
        _test.Folder.Write(
            $"_delta_log/00000000000000000004.checkpoint.{uuid}.json",
            """{"checkpointMetadata":{"version":4}}"""
                + "\n"
                + """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["v2Checkpoint"],"writerFeatures":["v2Checkpoint"]}}"""
                + "\n"
                + metadata
                + "\n"
                + """{"sidecar":{"path":"one.parquet","sizeInBytes":1,"modificationTime":1}}"""
                + "\n"
                + """{"sidecar":{"path":"two.parquet","sizeInBytes":1,"modificationTime":1}}"""
                + "\n"
        );

        Snapshot snapshot = await _test.LoadAsync();

        Assert.Equal((4, 2), ((int)snapshot.Version.Number, snapshot.Files.Count));
    }

    [Fact]
    public async Task Members_that_a_checkpoint_leaves_null_are_absent()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()));
        string metadata = _test
            .CommitLines(0)
            .Single(line => line.StartsWith("""{"metaData""", StringComparison.Ordinal));
        File.Delete(_test.Folder.At("_delta_log", $"{0:D20}.json"));
        _test.Folder.Write(
            "_delta_log/00000000000000000010.checkpoint.parquet",
            """{"txn":null,"add":null,"remove":{"path":null},"protocol":{"minReaderVersion":1,"minWriterVersion":2,"readerFeatures":null,"writerFeatures":null},"metaData":{"id":null,"schemaString":null}}"""
                + "\n"
                + metadata
                + "\n"
                + """{"add":{"path":"a%20b","partitionValues":{"p":null},"size":5,"modificationTime":1,"dataChange":false,"stats":null,"tags":null,"deletionVector":{"storageType":null},"stats_parsed":{"numRecords":4,"minValues":{"id":1}}},"protocol":{"minReaderVersion":null}}"""
        );

        Snapshot snapshot = await _test.LoadAsync();

        AddFile file = Assert.Single(snapshot.Files);
        Assert.Equal(("a b", """{"numRecords":4}"""), (file.Path, file.StatsJson));
        Assert.Null(file.PartitionValues["p"]);
        Assert.Empty(snapshot.Protocol.WriterFeatures);
    }

    [Fact]
    public async Task Tables_that_checkpoint_at_once_with_equal_ids_do_not_mix_their_states()
    {
        TestTable[] tables = [.. Enumerable.Range(0, 8).Select(_ => new TestTable())];
        try
        {
            await Task.WhenAll(tables.Select((table, number) => Task.Run(() => FillAsync(table, number + 1))));

            for (int number = 1; number <= tables.Length; number++)
            {
                Assert.Empty(tables[number - 1].CheckpointFailures);
                Assert.Equal(11 * number, (await tables[number - 1].LoadAsync()).Files.Count);
            }
        }
        finally
        {
            Array.ForEach(tables, table => table.Dispose());
        }

        static async Task FillAsync(TestTable table, int filesEach)
        {
            for (int version = 0; version <= 10; version++)
            {
                _ = await table.CommitAsync(
                    table.Append([.. Enumerable.Range(0, filesEach).Select(_ => table.File())])
                );
            }
        }
    }

    [Fact]
    public async Task The_hint_does_not_go_backwards()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()) with { Properties = Every(1) });
        _test.Folder.Write("_delta_log/_last_checkpoint", """{"version":7,"size":1}""");
        _ = await _test.CommitAsync(_test.Append(_test.File()));

        Assert.Equal(
            """{"version":7,"size":1}""",
            await File.ReadAllTextAsync(_test.Folder.At("_delta_log", "_last_checkpoint"))
        );
        Assert.True(File.Exists(_test.Folder.At("_delta_log", "00000000000000000001.checkpoint.parquet")));
    }

    [Fact]
    public async Task Tags_domains_and_foreign_paths_survive_a_checkpoint()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()) with { Properties = Every(2) });
        _test.WriteCommit(
            1,
            """{"add":{"path":"p%C3%A9%20q","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"tags":{"INSERTION_TIME":"7"}}}""",
            """{"domainMetadata":{"domain":"my.domain","configuration":"{\"a\":1}","removed":false}}""",
            """{"domainMetadata":{"domain":"gone","configuration":"","removed":true}}"""
        );
        _ = await _test.CommitAsync(_test.Append(_test.File()));

        string[] lines = Checkpoint(2);

        Assert.Contains(
            lines,
            line =>
                line.Contains(
                    """{"path":"p%C3%A9%20q","partitionValues":{},"size":1,"modificationTime":1,"dataChange":false,"tags":{"INSERTION_TIME":"7"}}""",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            """{"domainMetadata":{"domain":"my.domain","configuration":"{\"a\":1}","removed":false}}""",
            lines
        );
        Assert.DoesNotContain(lines, line => line.Contains("gone", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Every(int commits) =>
        new() { ["delta.checkpointInterval"] = $"{commits}" };

    private static string Describe(Snapshot snapshot) =>
        string.Join(
            '\n',
            snapshot
                .Files.Select(file => $"{file.Path} {file.SizeBytes} {file.ModifiedAt:O} {file.StatsJson}")
                .Concat(
                    snapshot
                        .Transactions.Values.OrderBy(entry => entry.AppId, StringComparer.Ordinal)
                        .Select(entry => entry.ToString())
                )
                .Append(snapshot.Version.ToString())
                .Append(snapshot.Metadata.Id)
        );

    private string[] Checkpoint(long version) =>
        File.ReadAllLines(_test.Folder.At("_delta_log", $"{version:D20}.checkpoint.parquet"));
}
