using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Commit;

public sealed class OwnTimesTests : IDisposable
{
    private const string Enabled = "delta.enableInCommitTimestamps";
    private const string SinceVersion = "delta.inCommitTimestampEnablementVersion";
    private const string SinceTime = "delta.inCommitTimestampEnablementTimestamp";

    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_new_table_that_asks_for_it_has_times_in_its_commits_from_the_first()
    {
        Snapshot made = await MakeAsync();

        Assert.Contains("inCommitTimestamp", made.Protocol.WriterFeatures);
        Assert.DoesNotContain(SinceVersion, made.Metadata.Configuration.Keys);
        Assert.Equal(ManualClock.Start.ToUnixTimeMilliseconds(), TimeOf(0));
    }

    [Fact]
    public async Task Times_ascend_where_the_clock_stands_or_goes_back()
    {
        await MakeAsync();
        await _test.CommitAsync(_test.Append(_test.File()));
        _test.Clock.Now = ManualClock.Start.AddHours(-1);
        await _test.CommitAsync(_test.Append(_test.File()));
        _test.Clock.Now = ManualClock.Start.AddHours(1);
        await _test.CommitAsync(_test.Append(_test.File()));

        long first = TimeOf(0);
        Assert.Equal([first, first + 1, first + 2, first + 3_600_000], [TimeOf(0), TimeOf(1), TimeOf(2), TimeOf(3)]);
    }

    [Fact]
    public async Task A_commit_that_lost_a_race_is_later_than_the_winner()
    {
        Snapshot basis = await MakeAsync();
        _test.Clock.Now = ManualClock.Start.AddHours(2);
        await _test.CommitAsync(_test.Append(_test.File()));
        _test.Clock.Now = ManualClock.Start.AddHours(1);

        await _test.Table.WriteAsync(basis, _test.Append(_test.File()), CancellationToken.None);

        Assert.Equal(TimeOf(1) + 1, TimeOf(2));
    }

    [Fact]
    public async Task A_table_that_begins_with_it_says_since_when_and_is_later_than_the_file_before()
    {
        await _test.CommitAsync(_test.Append(_test.File()));
        DateTime written = ManualClock.Start.UtcDateTime.AddDays(1);
        File.SetLastWriteTimeUtc(_test.Folder.At("_delta_log", $"{0:D20}.json"), written);

        Snapshot after = await SetAsync("true");

        long time = new DateTimeOffset(written).ToUnixTimeMilliseconds() + 1;
        Assert.Equal(time, TimeOf(1));
        Assert.Equal(("1", $"{time}"), (after.Metadata.Configuration[SinceVersion], after.Metadata.Configuration[SinceTime]));
        Assert.Contains("inCommitTimestamp", after.Protocol.WriterFeatures);
    }

    [Fact]
    public async Task An_instant_finds_the_version_by_the_files_before_and_by_the_commits_since()
    {
        await _test.CommitAsync(_test.Append(_test.File()));
        File.SetLastWriteTimeUtc(_test.Folder.At("_delta_log", $"{0:D20}.json"), ManualClock.Start.UtcDateTime);
        _test.Clock.Now = ManualClock.Start.AddHours(1);
        await SetAsync("true");
        _test.Clock.Now = ManualClock.Start.AddHours(2);
        await _test.CommitAsync(_test.Append(_test.File()));
        File.SetLastWriteTimeUtc(_test.Folder.At("_delta_log", $"{2:D20}.json"), ManualClock.Start.UtcDateTime.AddYears(1));

        Assert.Equal(0, await VersionAtAsync(0.5));
        Assert.Equal(1, await VersionAtAsync(1));
        Assert.Equal(1, await VersionAtAsync(1.9));
        Assert.Equal(2, await VersionAtAsync(2));
    }

    [Fact]
    public async Task A_table_that_stops_forgets_since_when_and_may_begin_again()
    {
        await _test.CommitAsync(_test.Append(_test.File()));
        await SetAsync("true");

        Snapshot stopped = await SetAsync("false");
        Snapshot again = await SetAsync("true");

        Assert.DoesNotContain(SinceVersion, stopped.Metadata.Configuration.Keys);
        Assert.DoesNotContain("inCommitTimestamp\":", _test.CommitLines(2)[0], StringComparison.Ordinal);
        Assert.Equal("3", again.Metadata.Configuration[SinceVersion]);
    }

    [Fact]
    public async Task A_commit_without_the_promised_time_is_not_built_upon()
    {
        await MakeAsync();
        _test.WriteCommit(1, """{"commitInfo":{"timestamp":1,"operation":"WRITE"}}""");

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => _test.CommitAsync(_test.Append(_test.File())));

        Assert.Equal("LH1718", refused.Code);
    }

    private Task<Snapshot> MakeAsync() =>
        _test.CommitAsync(_test.Append() with { Properties = new Dictionary<string, string> { [Enabled] = "true" } });

    private async Task<Snapshot> SetAsync(string value)
    {
        SetProperties change = new(new Dictionary<string, string> { [Enabled] = value });
        Assert.IsType<WriteOutcome.Committed>(await _test.Table.AlterAsync(await _test.LoadAsync(), change, CancellationToken.None));
        return await _test.LoadAsync();
    }

    private async Task<long> VersionAtAsync(double hours) =>
        (await _test.Table.LoadAsOfAsync(ManualClock.Start.AddHours(hours), CancellationToken.None)).Version.Number;

    private long TimeOf(long version)
    {
        using System.Text.Json.JsonDocument info = System.Text.Json.JsonDocument.Parse(_test.CommitLines(version)[0]);
        return info.RootElement.GetProperty("commitInfo").GetProperty("inCommitTimestamp").GetInt64();
    }
}
