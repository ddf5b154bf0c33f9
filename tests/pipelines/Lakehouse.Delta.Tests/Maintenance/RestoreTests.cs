using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class RestoreTests : IDisposable
{
    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_new_version_has_the_files_and_the_schema_of_the_old_one_and_nothing_is_forgotten()
    {
        Snapshot old = await _test.CommitAsync(_test.Append(Stored(), Stored()));
        _ = await _test.CommitAsync(_test.Overwrite(Stored()) with { Schema = TestTable.OrdersWith("note") });

        RestoreResult result = await RestoreAsync(old);

        Assert.Equal((2, 200L, 1, 100L), (result.RestoredFiles, result.RestoredBytes, result.RemovedFiles, result.RemovedBytes));
        Snapshot now = await _test.LoadAsync();
        Assert.Equal(2, now.Version.Number);
        Assert.Equal(old.Files.Select(file => file.Path), now.Files.Select(file => file.Path));
        Assert.Equal(old.Files.Select(file => file.StatsJson), now.Files.Select(file => file.StatsJson));
        Assert.Equal(old.Schema, now.Schema);
        CommitInfo commit = Assert.Single(await _test.Table.HistoryAsync(1, CancellationToken.None));
        Assert.Equal(("RESTORE", "0"), (commit.Operation, commit.Parameters["version"]));
        Assert.Equal(
            [
                ("numOfFilesAfterRestore", "2"),
                ("numRemovedFiles", "1"),
                ("numRestoredFiles", "2"),
                ("removedFilesSize", "100"),
                ("restoredFilesSize", "200"),
                ("tableSizeAfterRestore", "200"),
            ],
            commit.Metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).Select(metric => (metric.Key, metric.Value))
        );
    }

    [Fact]
    public async Task Commits_that_have_times_keep_having_them()
    {
        Snapshot old = await _test.CommitAsync(_test.Append(Stored()));
        SetProperties timed = new(new Dictionary<string, string> { [OwnTimes.EnabledKey] = "true", ["owner"] = "sales" });
        _ = await _test.Table.AlterAsync(old, timed, CancellationToken.None);

        _ = await RestoreAsync(old);

        Snapshot now = await _test.LoadAsync();
        Assert.Equal([OwnTimes.EnabledKey, OwnTimes.TimeKey, OwnTimes.VersionKey], now.Metadata.Configuration.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("inCommitTimestamp", _test.CommitLines(2)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_as_it_should_be_gets_no_commit()
    {
        Snapshot old = await _test.CommitAsync(_test.Append(Stored()));
        _ = await _test.CommitAsync(_test.Append());

        Assert.Null((await RestoreAsync(old)).Outcome);
        Assert.Equal(1, (await _test.LoadAsync()).Version.Number);
    }

    [Fact]
    public async Task Files_that_a_vacuum_deleted_are_named_and_may_be_left_out()
    {
        Snapshot old = await _test.CommitAsync(_test.Append(Stored(), Stored()));
        _ = await _test.CommitAsync(_test.Overwrite());
        File.Delete(_test.Folder.At("part-00002.parquet"));

        DeltaException refusal = await Assert.ThrowsAsync<DeltaException>(() => RestoreAsync(old));
        Assert.Equal("LH1811", refusal.Code);
        Assert.Contains("needs 1 files that are gone: part-00002.parquet", refusal.Message, StringComparison.Ordinal);

        RestoreResult result = await _test.Table.RestoreAsync(old, new RestoreOptions { MayMissFiles = true }, CancellationToken.None);
        Assert.Equal(1, result.RestoredFiles);
        Assert.Equal(["part-00001.parquet"], (await _test.LoadAsync()).Files.Select(file => file.Path));
    }

    [Fact]
    public async Task Rows_that_another_writer_adds_meanwhile_are_not_thrown_away()
    {
        Snapshot old = await _test.CommitAsync(_test.Append(Stored()));
        _ = await _test.CommitAsync(_test.Append(Stored()));
        DeltaTable racing = _test.Open(new RacingStore(_test.Store, () => _test.CommitAsync(_test.Append(Stored()))));

        RestoreResult result = await racing.RestoreAsync(old, new RestoreOptions(), CancellationToken.None);

        Assert.Equal("ConcurrentAppend", Assert.IsType<WriteOutcome.Conflicted>(result.Outcome).Reason);
        Assert.Equal(3, (await _test.LoadAsync()).Files.Count);
    }

    [Fact]
    public async Task A_table_that_only_grows_does_not_shrink_by_it()
    {
        TableWrite made = _test.Append(Stored()) with { Properties = new Dictionary<string, string> { ["delta.appendOnly"] = "true" } };
        Snapshot old = await _test.CommitAsync(made);
        _ = await _test.CommitAsync(_test.Append(Stored()));

        Assert.Equal("LH1205", (await Assert.ThrowsAsync<DeltaException>(() => RestoreAsync(old))).Code);
    }

    private Task<RestoreResult> RestoreAsync(Snapshot old) =>
        _test.Table.RestoreAsync(old, new RestoreOptions(), CancellationToken.None);

    private DataFile Stored()
    {
        DataFile file = _test.File();
        _ = _test.Folder.Write(file.Path, "rows");
        return file;
    }
}
