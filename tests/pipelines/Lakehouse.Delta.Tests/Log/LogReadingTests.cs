// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Log;

/// <summary>Logs of other writers, damaged logs, and which of them are refused.</summary>
public sealed class LogReadingTests : IDisposable
{
    private const string Protocol = """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""";

    private const string Metadata =
        """{"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{}}}""";

    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Commits_are_read_liberally()
    {
        _test.Folder.Write(
            "_delta_log/00000000000000000000.json",
            "\uFEFF"
                + Protocol
                + "\r\n\n   \n"
                + Metadata
                + "\n{\n  \"add\": {\n    \"path\": \"a\",\n    \"size\": 1\n  }\n}\n"
                + """{"somethingNew":{"deep":[[1]]}}"""
                + "\n"
                + """{"add":{"path":"b","partitionValues":{},"size":2,"modificationTime":3,"dataChange":true,"stats":"","newMember":{"x":1},"deletionVector":null,"tags":{}}}"""
        );
        _test.Folder.Write("_delta_log/00000000000000000001.json", "");

        Snapshot snapshot = await _test.LoadAsync();

        Assert.Equal(1, snapshot.Version.Number);
        Assert.Equal(["a", "b"], snapshot.Files.Select(file => file.Path));
        Assert.All(snapshot.Files, file => Assert.Null(file.StatsJson));
    }

    [Fact]
    public async Task Within_a_commit_order_has_no_meaning()
    {
        _test.WriteCommit(0, Protocol, Metadata, Add("a"));
        _test.WriteCommit(1, Add("a", size: 7), Remove("a"));

        Assert.Equal(7, Assert.Single((await _test.LoadAsync()).Files).SizeBytes);
    }

    [Fact]
    public async Task The_newest_add_of_a_path_replaces_the_ones_before()
    {
        _test.WriteCommit(0, Protocol, Metadata, Add("a", size: 1));
        _test.WriteCommit(1, Add("a", size: 2));

        Assert.Equal(2, Assert.Single((await _test.LoadAsync()).Files).SizeBytes);
    }

    [Theory]
    [InlineData("a%20b", "a%20b")]
    [InlineData("p=c%252Fd/x", "p=c%252Fd/x")]
    [InlineData("%C3%A9", "é")]
    [InlineData("a+b", "a+b")]
    [InlineData("file:/x/y%20z", "/x/y%20z")]
    [InlineData("file:///x/y", "file:/x/y")]
    [InlineData("file://localhost/x", "/x")]
    public async Task A_removal_matches_its_addition_after_one_decoding(string added, string removed)
    {
        _test.WriteCommit(0, Protocol, Metadata, Add(added), Add("other"));
        _test.WriteCommit(1, Remove(removed));

        Assert.Equal("other", Assert.Single((await _test.LoadAsync()).Files).Path);
    }

    [Fact]
    public async Task A_path_is_decoded_once_and_not_twice()
    {
        _test.WriteCommit(0, Protocol, Metadata, Add("p=c%2525d/test%2525file+x.parquet"));
        _test.WriteCommit(1, Remove("p=c%25d/test%25file+x.parquet"));

        Assert.Equal("p=c%25d/test%25file+x.parquet", Assert.Single((await _test.LoadAsync()).Files).Path);
    }

    [Fact]
    public async Task A_gap_in_the_versions_names_the_missing_file()
    {
        _test.WriteCommit(0, Protocol, Metadata);
        _test.WriteCommit(2, Add("a"));

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() => _test.LoadAsync());

        Assert.Equal(
            $"LH1102: Version 2 of '{_test.Store.Root}' cannot be built: '00000000000000000001.json' is missing "
                + "and no readable "
                + "checkpoint from 1 to 2 stands in for it. Restore the file from a copy, or ask for a version "
                + "that a checkpoint still covers.",
            failure.Message
        );
        Assert.Equal(0, (await _test.Table.LoadAsync(TableVersion.Zero, CancellationToken.None)).Version.Number);
    }

    [Fact]
    public async Task A_version_that_is_not_there_yet_is_named()
    {
        _test.WriteCommit(0, Protocol, Metadata);

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.LoadAsync(new TableVersion(4), CancellationToken.None)
        );

        Assert.Equal("LH1109", failure.Code);
    }

    [Theory]
    [InlineData("LH1106", Protocol)]
    [InlineData("LH1106", Metadata)]
    [InlineData("LH1105", Protocol, Protocol, Metadata)]
    [InlineData("LH1105", Protocol, Metadata, Metadata)]
    [InlineData("LH1103", Protocol, Metadata, """{"add":{"path":"a" """)]
    [InlineData("LH1103", Protocol, Metadata, "<html>")]
    [InlineData("LH1103", Protocol, Metadata, "[1]")]
    [InlineData("LH1103", Protocol, Metadata, """{"add":{"path":5}}""")]
    [InlineData("LH1103", Protocol, Metadata, """{"add":{"path":"a","size":"big"}}""")]
    [InlineData("LH1103", Protocol, Metadata, """{"add":{"path":"a","size":99999999999999999999}}""")]
    [InlineData("LH1107", Protocol, Metadata, """{"add":{"size":5}}""")]
    [InlineData("LH1302", Protocol, """{"metaData":{"id":"t","schemaString":"{\"type\":\"struct\""}}""")]
    [InlineData("LH1302", Protocol, """{"metaData":{"id":"t","schemaString":"{\"type\":\"struct\"}"}}""")]
    [InlineData("LH1204", Protocol, """{"metaData":{"id":"t","format":{"provider":"orc"},"schemaString":"x"}}""")]
    public async Task A_damaged_log_is_refused_with_a_code(string code, params string[] lines)
    {
        _test.WriteCommit(0, lines);

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() => _test.LoadAsync());

        Assert.Equal(code, failure.Code);
    }

    [Fact]
    public async Task Numbers_beyond_32_bits_are_kept()
    {
        _test.WriteCommit(
            0,
            Protocol,
            Metadata,
            Add("a", size: 5_000_000_000),
            """{"txn":{"appId":"x","version":9007199254740993}}"""
        );

        Snapshot snapshot = await _test.LoadAsync();

        Assert.Equal(5_000_000_000, snapshot.Files[0].SizeBytes);
        Assert.Equal(9007199254740993, snapshot.Transactions["x"].Version);
    }

    [Fact]
    public async Task A_surprising_hint_leads_to_the_same_table()
    {
        for (int version = 0; version <= 12; version++)
        {
            _ = await _test.CommitAsync(_test.Append(_test.File()));
        }

        string[] hints =
        [
            "",
            "null",
            "{",
            "[]",
            """{"version":"x"}""",
            """{"version":-1}""",
            """{"version":3,"size":1}""",
            """{"version":11}""",
            """{"version":500}""",
            """{"version":10,"parts":4}""",
        ];
        foreach (string hint in hints)
        {
            _test.Folder.Write("_delta_log/_last_checkpoint", hint);

            Assert.Equal(12, (await _test.Table.TryGetVersionAsync(CancellationToken.None))!.Value.Number);
            Assert.Equal(13, (await _test.LoadAsync()).Files.Count);
            Assert.Equal(6, (await _test.Table.LoadAsync(new TableVersion(5), CancellationToken.None)).Files.Count);
        }
    }

    [Fact]
    public async Task Time_travel_does_not_read_a_newer_checkpoint()
    {
        for (int version = 0; version <= 12; version++)
        {
            _ = await _test.CommitAsync(_test.Append(_test.File()));
        }

        for (int version = 0; version <= 12; version++)
        {
            Snapshot past = await _test.Table.LoadAsync(new TableVersion(version), CancellationToken.None);
            Assert.Equal((version, version + 1), ((int)past.Version.Number, past.Files.Count));
        }
    }

    [Fact]
    public async Task A_commit_info_of_any_shape_does_no_harm()
    {
        _test.WriteCommit(
            0,
            """{"commitInfo":{"timestamp":"yesterday","operation":5,"operationParameters":{"a":[1,2],"b":null,"c":"text","d":true},"operationMetrics":"none","isBlindAppend":"yes"}}""",
            Protocol,
            Metadata
        );

        CommitInfo commit = Assert.Single(await _test.Table.HistoryAsync(5, CancellationToken.None));

        Assert.Null(commit.Operation);
        Assert.Equal("[1,2]", commit.Parameters["a"]);
        Assert.Equal(["a", "c", "d"], commit.Parameters.Keys.Order(StringComparer.Ordinal));
    }

    private static string Add(string path, long size = 1) =>
        ActionText("add", path, $$""","size":{{size}},"modificationTime":1""");

    private static string Remove(string path) => ActionText("remove", path, ",\"deletionTimestamp\":1");

    private static string ActionText(string name, string path, string rest) =>
        "{\"" + name + "\":{\"path\":\"" + path + "\"" + rest + ",\"dataChange\":true}}";
}
