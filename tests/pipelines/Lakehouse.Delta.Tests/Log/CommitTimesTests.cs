// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Log;

public sealed class CommitTimesTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    [InlineData(120, 2)]
    [InlineData(99999, 3)]
    public async Task The_newest_commit_at_an_instant_is_loaded(int seconds, long version)
    {
        await FourCommitsAsync(0, 60, 120, 180);

        Snapshot found = await _test.Table.LoadAsOfAsync(Day.AddSeconds(seconds), CancellationToken.None);

        Assert.Equal(version, found.Version.Number);
    }

    [Fact]
    public async Task An_instant_before_the_first_commit_is_refused()
    {
        await FourCommitsAsync(0, 60, 120, 180);

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.LoadAsOfAsync(Day.AddSeconds(-1), CancellationToken.None)
        );

        Assert.Equal(
            $"LH1108: The instant 2025-12-31T23:59:59.000Z lies before the first version of '{_test.Store.Root}' "
                + "that can still be read. "
                + "Ask for a later instant, or for a version by its number.",
            failure.Message
        );
    }

    [Fact]
    public async Task A_clock_that_went_backwards_does_not_hide_a_commit()
    {
        await FourCommitsAsync(100, 50, 50, 180);

        Assert.Equal(0, await VersionAtAsync(Day.AddSeconds(100)));
        Assert.Equal(1, await VersionAtAsync(Day.AddSeconds(100).AddMilliseconds(1)));
        Assert.Equal(2, await VersionAtAsync(Day.AddSeconds(100).AddMilliseconds(2)));
        Assert.Equal(3, await VersionAtAsync(Day.AddSeconds(180)));
    }

    [Fact]
    public async Task Commits_without_a_base_cannot_be_travelled_to()
    {
        for (int version = 0; version <= 12; version++)
        {
            _ = await _test.CommitAsync(_test.Append(_test.File()));
            SetTime(version, version);
        }

        File.Delete(_test.Folder.At("_delta_log", $"{0:D20}.json"));

        Assert.Equal(11, await VersionAtAsync(Day.AddSeconds(11)));
        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() => VersionAtAsync(Day.AddSeconds(9)));
        Assert.Equal("LH1108", failure.Code);
    }

    [Fact]
    public async Task In_commit_timestamps_count_from_the_version_that_enabled_them()
    {
        const string schema =
            """{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}""";
        long enabledAt = Day.AddHours(2).ToUnixTimeMilliseconds();
        _test.WriteCommit(0, """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""", Metadata("{}"));
        _test.WriteCommit(1, """{"commitInfo":{}}""");
        _test.WriteCommit(
            2,
            Commit(2),
            """{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["inCommitTimestamp"]}}""",
            Metadata(
                "{\"delta.enableInCommitTimestamps\":\"true\",\"delta.inCommitTimestampEnablementVersion\":\"2\",\"delta.inCommitTimestampEnablementTimestamp\":\""
                    + enabledAt
                    + "\"}"
            )
        );
        _test.WriteCommit(3, Commit(3));
        _test.WriteCommit(4, Commit(4));
        SetTime(0, 0);
        SetTime(1, 3600);
        foreach (int copied in new[] { 2, 3, 4 })
        {
            SetTime(copied, 86400);
        }

        Assert.Equal(0, await VersionAtAsync(Day.AddMinutes(59)));
        Assert.Equal(1, await VersionAtAsync(Day.AddHours(1.5)));
        Assert.Equal(2, await VersionAtAsync(Day.AddHours(2)));
        Assert.Equal(3, await VersionAtAsync(Day.AddHours(3.5)));
        Assert.Equal(4, await VersionAtAsync(Day.AddHours(40)));

        static string Metadata(string configuration) =>
            "{\"metaData\":{\"id\":\"t\",\"schemaString\":\""
            + schema
            + "\",\"partitionColumns\":[],\"configuration\":"
            + configuration
            + "}}";
        static string Commit(int hour) =>
            "{\"commitInfo\":{\"inCommitTimestamp\":" + Day.AddHours(hour).ToUnixTimeMilliseconds() + "}}";
    }

    private async Task<long> VersionAtAsync(DateTimeOffset instant) =>
        (await _test.Table.LoadAsOfAsync(instant, CancellationToken.None)).Version.Number;

    private async Task FourCommitsAsync(params int[] seconds)
    {
        for (int version = 0; version < seconds.Length; version++)
        {
            _ = await _test.CommitAsync(_test.Append(_test.File()));
            SetTime(version, seconds[version]);
        }
    }

    private void SetTime(int version, int seconds) =>
        File.SetLastWriteTimeUtc(
            _test.Folder.At("_delta_log", $"{version:D20}.json"),
            Day.AddSeconds(seconds).UtcDateTime
        );
}
