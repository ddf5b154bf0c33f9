using Lakehouse.Delta.Log;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Tables;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.Tables;

/// <summary>Another implementation reads what the operations write.</summary>
public sealed class DeltaRsReadingTests : IAsyncLifetime
{
    private const string OddRegion = "case i % 4 when 0 then 'a b' when 1 then '50%' when 2 then 'é/x' end";

    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [SharedDataFact(OutsidePython.Needs)]
    public async Task Rows_after_operations_are_the_same()
    {
        await MakeAsync(OddRegion);

        Assert.Equal(await CanonicalAsync(), OutsidePython.ReadDelta(_test.Root));
    }

    // The other implementation does not decode the paths of files of changed rows.
    [SharedDataFact(OutsidePython.Needs)]
    public async Task Changes_are_the_same()
    {
        await MakeAsync("case i % 3 when 0 then 'n' when 1 then 's' end", ("delta.enableChangeDataFeed", "true"));

        Assert.Equal(await CanonicalAsync(), OutsidePython.ReadDelta(_test.Root));
        Assert.Equal(
            [
                """{"id":0,"note":"n0","region":"n","_change_type":"delete","_commit_version":1}""",
                """{"id":1,"note":"n1","region":"s","_change_type":"update_preimage","_commit_version":2}""",
                """{"id":1,"note":"u","region":"s","_change_type":"update_postimage","_commit_version":2}""",
                """{"id":11,"note":"m","region":null,"_change_type":"insert","_commit_version":3}""",
                """{"id":2,"note":"m","region":null,"_change_type":"update_postimage","_commit_version":3}""",
                """{"id":2,"note":"n2","region":null,"_change_type":"update_preimage","_commit_version":3}""",
            ],
            OutsidePython.ReadDelta(_test.Root, "--cdf", "1", "3", "--drop", "_commit_timestamp")
        );
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task Deletion_vectors_are_read()
    {
        await MakeAsync(OddRegion, ("delta.enableDeletionVectors", "true"));

        Assert.Contains((await _test.LoadAsync()).Files, file => file.DeletionVector is not null);
        Assert.Equal(await CanonicalAsync(), OutsidePython.ReadDelta(_test.Root));
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task Mapped_columns_are_read()
    {
        await MakeAsync(OddRegion, ("delta.columnMapping.mode", "name"));

        Assert.Equal(await CanonicalAsync(), OutsidePython.ReadDelta(_test.Root));
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task A_table_that_was_optimized_vacuumed_and_checkpointed_is_read_and_written_on()
    {
        await MakeAsync(OddRegion, ("delta.enableDeletionVectors", "true"));
        _ = await _test.Operations.OptimizeAsync(new OptimizeRequest { OrderBy = ["id", "note"] }, CancellationToken.None);
        VacuumOptions now = new() { Retention = TimeSpan.Zero, MayShortenRetention = true };
        Assert.NotEmpty((await _test.Table.VacuumAsync(now, CancellationToken.None)).Files);
        _ = await _test.Table.CheckpointAsync(CancellationToken.None);
        string[] rows = await CanonicalAsync();
        Assert.Equal(rows, OutsidePython.ReadDelta(_test.Root));

        string more = Path.Combine(Path.GetDirectoryName(_test.Root)!, "more.ndjson");
        await File.WriteAllTextAsync(more, """{"id":99,"region":"a b","note":"theirs"}""");
        _ = OutsidePython.WriteDelta("append", _test.Root, "--rows", more);
        string[] both = [.. rows.Append("""{"id":99,"region":"a b","note":"theirs"}""").Order(StringComparer.Ordinal)];
        Assert.Equal(both, await CanonicalAsync());
        _ = OutsidePython.WriteDelta("optimize", _test.Root);
        _ = OutsidePython.WriteDelta("checkpoint", _test.Root);
        Assert.Equal(rows.Length + 1, (await CanonicalAsync()).Length);
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task A_restored_table_is_read()
    {
        await MakeAsync(OddRegion);
        Snapshot first = await _test.Table.LoadAsync(TableVersion.Zero, CancellationToken.None);
        _ = await _test.Table.RestoreAsync(first, new RestoreOptions(), CancellationToken.None);

        string[] rows = OutsidePython.ReadDelta(_test.Root).ToArray();
        Assert.Equal(11, rows.Length);
        Assert.Equal(OutsidePython.ReadDelta(_test.Root, "--version", "0"), rows);
    }

    private async Task MakeAsync(string region, params (string, string)[] properties)
    {
        _ = await _test.AppendAsync(
            $"select i as id, {region} as region, 'n' || i as note from range(12) t(i) where i <> 11",
            ["region"],
            properties
        );
        _ = await _test.Operations.DeleteAsync("id = 0", null, CancellationToken.None);
        _ = await _test.Operations.UpdateAsync(
            new Dictionary<string, string> { ["note"] = "'u'" },
            "id = 1",
            null,
            CancellationToken.None
        );
        _ = await _test.Operations.MergeAsync(
            new MergeRequest
            {
                Source = "select * from (values (2, 'm'), (11, 'm')) t(id, note)",
                On = "target.id = source.id",
                Clauses = [new MergeClause.MatchedUpdate(), new MergeClause.NotMatchedInsert()],
                MayAddColumns = true,
            },
            CancellationToken.None
        );
    }

    private async Task<string[]> CanonicalAsync() =>
        await _test.RowsAsync(
            "replace(replace('{\"id\":' || id || ',\"region\":' || coalesce('\"' || region || '\"', 'null') "
                + "|| ',\"note\":\"' || note || '\"}', ' :', ':'), ' ,', ',')"
        );
}
