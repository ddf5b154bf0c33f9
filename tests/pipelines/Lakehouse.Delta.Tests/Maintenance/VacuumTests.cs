using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class VacuumTests : IDisposable
{
    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(VacuumKind.Full)]
    [InlineData(VacuumKind.Lite)]
    public async Task A_removed_file_goes_when_its_retention_is_over_and_not_before(VacuumKind kind)
    {
        await ReplaceOneFileAsync();

        _test.Clock.Now += TimeSpan.FromDays(7);
        Assert.Empty((await VacuumAsync(kind)).Files);
        Assert.Equal(1, (await _test.LoadAsync()).Version.Number);

        _test.Clock.Now += TimeSpan.FromMilliseconds(1);
        VacuumResult result = await VacuumAsync(kind);

        Assert.Equal(["part-00001.parquet"], result.Files.Select(file => file.Name));
        Assert.Equal(4, result.SizeBytes);
        Assert.False(File.Exists(_test.Folder.At("part-00001.parquet")));
        Assert.True(File.Exists(_test.Folder.At("part-00002.parquet")));
    }

    [Fact]
    public async Task Start_and_end_stand_in_the_history()
    {
        await ReplaceOneFileAsync();
        _test.Clock.Now += TimeSpan.FromDays(8);
        _ = await VacuumAsync(VacuumKind.Full);

        IReadOnlyList<CommitInfo> history = await _test.Table.HistoryAsync(2, CancellationToken.None);

        Assert.Equal(["VACUUM END", "VACUUM START"], history.Select(commit => commit.Operation));
        Assert.Equal("COMPLETED", history[0].Parameters["status"]);
        Assert.Equal("1", history[0].Metrics["numDeletedFiles"]);
        Assert.Equal(("1", "4"), (history[1].Metrics["numFilesToDelete"], history[1].Metrics["sizeOfDataToDelete"]));
        Assert.Equal(("true", "604800000"), (history[1].Parameters["retentionCheckEnabled"], history[1].Parameters["defaultRetentionMillis"]));
    }

    [Fact]
    public async Task A_dry_run_names_the_files_and_changes_nothing()
    {
        await ReplaceOneFileAsync();
        _test.Clock.Now += TimeSpan.FromDays(8);

        VacuumResult result = await _test.Table.VacuumAsync(new VacuumOptions { IsDryRun = true }, CancellationToken.None);

        Assert.True(result.IsDryRun);
        Assert.Equal(["part-00001.parquet"], result.Files.Select(file => file.Name));
        Assert.True(File.Exists(_test.Folder.At("part-00001.parquet")));
        Assert.Equal(1, (await _test.LoadAsync()).Version.Number);
    }

    [Fact]
    public async Task Files_that_no_commit_names_go_by_their_age_and_those_of_others_stay()
    {
        DateTimeOffset old = _test.Clock.Now - TimeSpan.FromDays(8);
        _ = await _test.CommitAsync(_test.Append(Stored()));
        Write("left.parquet", old);
        Write("region=a%2Fb/left.parquet", old);
        Write("deletion_vector_x.bin", old);
        Write("_change_data/cdc-left.parquet", old);
        Write("region=x/.tmp-torn", old);
        Write("_delta_log/.tmp-torn", old);
        Write("another/table/_delta_log/00000000000000000000.json", old);
        Write("another/table/part.parquet", old);
        Write("staged.parquet", _test.Clock.Now);
        Write("_checks/1.json", old);
        Write(".hidden/left.parquet", old);
        Write("region=x/_SUCCESS", old);
        Write("_delta_log/notes.txt", old);

        VacuumResult result = await VacuumAsync(VacuumKind.Full);

        Assert.Equal(
            [
                "_change_data/cdc-left.parquet",
                "_delta_log/.tmp-torn",
                "deletion_vector_x.bin",
                "left.parquet",
                "region=a%2Fb/left.parquet",
                "region=x/.tmp-torn",
            ],
            result.Files.Select(file => file.Name)
        );
        Assert.True(File.Exists(_test.Folder.At("staged.parquet")));
    }

    [Fact]
    public async Task Paths_are_the_same_file_however_the_log_spells_them()
    {
        string root = _test.Folder.FullPath;
        DateTimeOffset old = _test.Clock.Now - TimeSpan.FromDays(8);
        _ = await _test.CommitAsync(_test.Append());
        string[] names = ["a b.parquet", "region=US%2FEast/é.parquet", "c.parquet", "d.parquet"];
        string[] texts = ["a%20b.parquet", "region=US%252FEast/%C3%A9.parquet", $"file://{root}/c.parquet", "./x/../d.parquet"];
        foreach (string name in names)
        {
            Write(name, old);
        }

        _test.WriteCommit(1, [.. texts.Select(text => $$$"""{"add":{"path":"{{{text}}}","partitionValues":{},"size":4,"modificationTime":0,"dataChange":true}}""")]);

        Assert.Empty((await VacuumAsync(VacuumKind.Full)).Files);
    }

    [Fact]
    public async Task A_folder_of_a_partition_column_whose_name_is_hidden_is_the_tables()
    {
        DateTimeOffset old = _test.Clock.Now - TimeSpan.FromDays(8);
        TableWrite write = _test.Append() with
        {
            Schema = TestTable.OrdersWith("_day"),
            PartitionColumns = ["_day"],
        };
        _ = await _test.CommitAsync(write);
        Write("_day=1/left.parquet", old);
        Write("_other=1/left.parquet", old);

        Assert.Equal(["_day=1/left.parquet"], (await VacuumAsync(VacuumKind.Full)).Files.Select(file => file.Name));
    }

    [Fact]
    public async Task A_retention_below_the_tables_is_refused_unless_it_is_allowed()
    {
        await ReplaceOneFileAsync();
        _test.Clock.Now += TimeSpan.FromHours(2);
        VacuumOptions hour = new() { Retention = TimeSpan.FromHours(1) };

        DeltaException refusal = await Assert.ThrowsAsync<DeltaException>(() => _test.Table.VacuumAsync(hour, CancellationToken.None));
        Assert.Equal("LH1801", refusal.Code);
        Assert.Contains("for 1 hours, expected at least the table's 168", refusal.Message, StringComparison.Ordinal);

        VacuumResult result = await _test.Table.VacuumAsync(hour with { MayShortenRetention = true }, CancellationToken.None);
        Assert.Single(result.Files);
    }

    [Fact]
    public async Task The_table_may_keep_its_files_for_longer()
    {
        TableWrite made = _test.Append(Stored()) with
        {
            Properties = new Dictionary<string, string> { ["delta.deletedFileRetentionDuration"] = "interval 30 days" },
        };
        _ = await _test.CommitAsync(made);
        _ = await _test.CommitAsync(_test.Overwrite());
        _test.Clock.Now += TimeSpan.FromDays(29);

        Assert.Empty((await VacuumAsync(VacuumKind.Full)).Files);
    }

    [Fact]
    public async Task A_lite_one_asks_for_a_full_one_when_the_log_was_cleaned()
    {
        await ReplaceOneFileAsync();
        _ = await _test.Table.CheckpointAsync(CancellationToken.None);
        File.Delete(_test.Folder.At("_delta_log", $"{0:D20}.json"));
        _test.Clock.Now += TimeSpan.FromDays(8);

        DeltaException refusal = await Assert.ThrowsAsync<DeltaException>(() => VacuumAsync(VacuumKind.Lite));
        Assert.Equal("LH1803", refusal.Code);

        // The commits are as old as the run of this test says.
        File.SetLastWriteTimeUtc(_test.Folder.At("_delta_log", $"{1:D20}.json"), ManualClock.Start.UtcDateTime);
        Assert.Single((await VacuumAsync(VacuumKind.Full)).Files);
        Assert.Empty((await VacuumAsync(VacuumKind.Lite)).Files);
    }

    [Fact]
    public async Task Changed_rows_go_by_their_age_also_by_the_log_alone()
    {
        TableWrite made = _test.Append(Stored()) with
        {
            Properties = new Dictionary<string, string> { ["delta.enableChangeDataFeed"] = "true" },
        };
        Snapshot before = await _test.CommitAsync(made);
        DataFile changes = _test.File() with { Path = "_change_data/cdc-1.parquet" };
        Write(changes.Path, _test.Clock.Now);
        TableWrite update = new()
        {
            Mode = WriteMode.Replace,
            Schema = TestTable.Orders,
            Removed = before.Files,
            Files = [Stored()],
            ChangeFiles = [changes],
        };
        _ = await _test.CommitAsync(update);
        File.SetLastWriteTimeUtc(_test.Folder.At("_delta_log", $"{1:D20}.json"), _test.Clock.Now.UtcDateTime);
        _test.Clock.Now += TimeSpan.FromDays(8);

        VacuumResult result = await VacuumAsync(VacuumKind.Lite);

        Assert.Equal(["_change_data/cdc-1.parquet", "part-00001.parquet"], result.Files.Select(file => file.Name));
    }

    private Task<VacuumResult> VacuumAsync(VacuumKind kind) =>
        _test.Table.VacuumAsync(new VacuumOptions { Kind = kind }, CancellationToken.None);

    private async Task ReplaceOneFileAsync()
    {
        _ = await _test.CommitAsync(_test.Append(Stored()));
        _ = await _test.CommitAsync(_test.Overwrite(Stored()));
    }

    private DataFile Stored()
    {
        DataFile file = _test.File();
        Write(file.Path, _test.Clock.Now);
        return file;
    }

    private void Write(string path, DateTimeOffset modifiedAt) =>
        File.SetLastWriteTimeUtc(_test.Folder.Write(path, "rows"), modifiedAt.UtcDateTime);
}
