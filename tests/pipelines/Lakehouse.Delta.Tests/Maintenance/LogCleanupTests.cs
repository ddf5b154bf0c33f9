using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class LogCleanupTests : IDisposable
{
    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_newest_expired_checkpoint_stays_with_all_that_follows()
    {
        await CommitDailyAsync(count: 25);
        _test.Clock.Now = ManualClock.Start + TimeSpan.FromDays(46);

        (_, int cleaned) = await _test.Table.CheckpointAsync(CancellationToken.None);

        // Version 15 is of the last expired day; the checkpoint before it is that of version 10.
        Assert.Equal(10, cleaned);
        Assert.Equal(Enumerable.Range(10, 15).Select(version => $"{version:D20}.json"), Names("*.json"));
        Assert.Equal([10, 20, 24], Names("*.checkpoint.parquet").Select(name => int.Parse(name[..20], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(25, (await _test.LoadAsync()).Files.Count);
        Assert.Equal(11, (await _test.Table.LoadAsync(new(10), CancellationToken.None)).Files.Count);
    }

    [Fact]
    public async Task A_log_without_an_expired_checkpoint_loses_nothing()
    {
        await CommitDailyAsync(count: 8);
        _test.Clock.Now = ManualClock.Start + TimeSpan.FromDays(400);

        (_, int first) = await _test.Table.CheckpointAsync(CancellationToken.None);

        // The new checkpoint is one: its version's commit expired long ago.
        Assert.Equal(7, first);
        Assert.Equal([$"{7:D20}.json"], Names("*.json"));
        Assert.Equal(8, (await _test.LoadAsync()).Files.Count);
    }

    [Fact]
    public async Task The_property_turns_it_off_and_changes_the_retention()
    {
        await CommitDailyAsync(count: 12, ("delta.enableExpiredLogCleanup", "false"));
        _test.Clock.Now = ManualClock.Start + TimeSpan.FromDays(400);
        Assert.Equal(0, (await _test.Table.CheckpointAsync(CancellationToken.None)).CleanedFiles);

        using TestTable other = new();
        await CommitDailyAsync(other, 15, ("delta.logRetentionDuration", "interval 1 day"));
        Assert.Equal($"{10:D20}.json", Directory.GetFiles(other.Folder.At("_delta_log"), "*.json").Select(Path.GetFileName).Min());
    }

    private Task CommitDailyAsync(int count, params (string Key, string Value)[] properties) => CommitDailyAsync(_test, count, properties);

    private static async Task CommitDailyAsync(TestTable test, int count, params (string Key, string Value)[] properties)
    {
        for (int version = 0; version < count; version++)
        {
            _ = await test.CommitAsync(test.Append(test.File()) with
            {
                Properties = properties.ToDictionary(pair => pair.Key, pair => pair.Value),
            });
            foreach (string file in Directory.GetFiles(test.Folder.At("_delta_log"), $"{version:D20}.*"))
            {
                File.SetLastWriteTimeUtc(file, test.Clock.Now.UtcDateTime);
            }

            test.Clock.Now += TimeSpan.FromDays(1);
        }

        if (count > 12)
        {
            _ = await test.Table.CheckpointAsync(CancellationToken.None);
        }
    }

    private IEnumerable<string> Names(string pattern) =>
        Directory.GetFiles(_test.Folder.At("_delta_log"), pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
