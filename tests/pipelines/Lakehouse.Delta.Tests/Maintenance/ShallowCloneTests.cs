using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Maintenance;

public sealed class ShallowCloneTests : IDisposable
{
    private readonly TestTable _source = new();
    private readonly TestTable _clone = new();

    public void Dispose()
    {
        _source.Dispose();
        _clone.Dispose();
    }

    [Fact]
    public async Task A_clone_names_the_files_of_its_source_and_has_an_id_of_its_own()
    {
        TableWrite made = _source.Append(_source.File(rows: 3) with { Path = "a b.parquet" }) with
        {
            Properties = new Dictionary<string, string> { ["delta.checkpointInterval"] = "5" },
        };
        Snapshot source = await _source.CommitAsync(made);
        _ = _clone.Ids.Next();
        _ = _clone.Ids.Next();

        WriteOutcome outcome = await _clone.Table.CloneFromAsync(source, CancellationToken.None);

        Assert.IsType<WriteOutcome.Committed>(outcome);
        Snapshot clone = await _clone.LoadAsync();
        Assert.Equal($"{_source.Folder.FullPath}/a b.parquet", Assert.Single(clone.Files).Path);
        Assert.Equal(source.Files[0].StatsJson, clone.Files[0].StatsJson);
        Assert.NotEqual(source.Metadata.Id, clone.Metadata.Id);
        Assert.Equal("5", clone.Metadata.Configuration["delta.checkpointInterval"]);
        Assert.Contains($"\"path\":\"file://{_source.Folder.FullPath}/a%20b.parquet\"", _clone.CommitLines(0)[^1], StringComparison.Ordinal);
        CommitInfo commit = Assert.Single(await _clone.Table.HistoryAsync(1, CancellationToken.None));
        Assert.Equal(("CLONE", _source.Folder.FullPath, "0"), (commit.Operation, commit.Parameters["source"], commit.Parameters["sourceVersion"]));
    }

    [Fact]
    public async Task Writes_to_the_clone_and_its_vacuum_leave_the_source_alone()
    {
        _ = _source.Folder.Write("part-00001.parquet", "rows");
        Snapshot source = await _source.CommitAsync(_source.Append(_source.File()));
        _ = await _clone.Table.CloneFromAsync(source, CancellationToken.None);
        _ = await _clone.CommitAsync(_clone.Overwrite());
        _clone.Clock.Now += TimeSpan.FromDays(9);

        VacuumResult vacuum = await _clone.Table.VacuumAsync(new VacuumOptions { Kind = VacuumKind.Lite }, CancellationToken.None);

        Assert.Empty(vacuum.Files);
        Assert.True(File.Exists(_source.Folder.At("part-00001.parquet")));
        Assert.Single((await _source.LoadAsync()).Files);
    }

    [Fact]
    public async Task A_clone_of_a_table_whose_commits_have_times_has_them_from_its_first_on()
    {
        _ = await _source.CommitAsync(_source.Append(_source.File()));
        SetProperties timed = new(new Dictionary<string, string> { [OwnTimes.EnabledKey] = "true" });
        _ = await _source.Table.AlterAsync(await _source.LoadAsync(), timed, CancellationToken.None);

        _ = await _clone.Table.CloneFromAsync(await _source.LoadAsync(), CancellationToken.None);
        _ = await _clone.CommitAsync(_clone.Append());

        Assert.DoesNotContain(OwnTimes.VersionKey, (await _clone.LoadAsync()).Metadata.Configuration.Keys);
        Assert.Contains("inCommitTimestamp", _clone.CommitLines(0)[0], StringComparison.Ordinal);
        Assert.Contains("inCommitTimestamp", _clone.CommitLines(1)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_there_is_not_overwritten()
    {
        Snapshot source = await _source.CommitAsync(_source.Append(_source.File()));
        _ = await _clone.CommitAsync(_clone.Append());

        Assert.IsType<WriteOutcome.Conflicted>(await _clone.Table.CloneFromAsync(source, CancellationToken.None));
    }
}
