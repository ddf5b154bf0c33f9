using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class ColumnMappingWritingTests : IAsyncLifetime
{
    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Theory]
    [InlineData("name")]
    [InlineData("id")]
    public async Task Files_have_physical_names_and_ids_also_within_structs_and_lists(string mode)
    {
        _ = await _test.AppendAsync(
            "select 1 as \"an id\", {'x': 2, 'y': [{'z': 3}]} as s, map {'k': {'v': 4}} as m, 'p' as part",
            ["part"],
            ("delta.columnMapping.mode", mode)
        );

        Snapshot snapshot = await _test.LoadAsync();
        Assert.Equal((2, 7), (snapshot.Protocol.MinReaderVersion, snapshot.Protocol.MinWriterVersion));
        Assert.Equal("8", snapshot.Metadata.Configuration["delta.columnMapping.maxColumnId"]);
        string id = ColumnMapping.PhysicalName(snapshot.Schema.Fields[0], ColumnMappingMode.Name);
        Assert.StartsWith("col-", id, StringComparison.Ordinal);
        string path = Path.Combine(_test.Root, snapshot.Files[0].Path);
        string[] ids = await _test.QueryAsync(
            $"select field_id from parquet_schema('{path}') where field_id is not null"
        );
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], ids);
        Assert.Contains($"\"{id}\":1", snapshot.Files[0].StatsJson!, StringComparison.Ordinal);
        Assert.Equal("p", snapshot.Files[0].PartitionValues[ColumnMapping.PhysicalName(snapshot.Schema.Fields[3], ColumnMappingMode.Name)]);
        Assert.Equal(["1|2|3|4|p"], await _test.RowsAsync("\"an id\", s.x, s.y[1].z, m['k'].v, part"));
    }

    [Fact]
    public async Task New_columns_get_ids_above_all_that_were_ever_given()
    {
        _ = await _test.AppendAsync("select 1 as a, {'x': 1} as s", null, ("delta.columnMapping.mode", "name"));
        _ = await AlterAsync(new DropColumn(["a"]));

        _ = await _test.Operations.AppendAsync(
            new RowsRequest { Sql = "select {'x': 2, 'y': 5} as s, 'n' as a", MayAddColumns = true },
            CancellationToken.None
        );

        StructType schema = (await _test.LoadAsync()).Schema;
        Assert.Equal(["s", "a"], schema.Fields.Select(field => field.Name));
        Assert.Equal(5, ColumnMapping.Id(schema.Fields[1]));
        Assert.Equal(4, ColumnMapping.Id(((StructType)schema.Fields[0].Type).Fields[1]));
        Assert.Equal(["1|~|~", "2|5|n"], await _test.RowsAsync("s.x, s.y, a"));
    }

    [Fact]
    public async Task A_table_that_is_there_can_be_mapped_and_its_columns_renamed_and_dropped_without_touching_files()
    {
        _ = await _test.AppendAsync("select i as id, 'n' || i as note, {'a': i, 'b': 'x'} as s, i % 2 as p from range(4) t(i)", ["p"]);

        _ = await AlterAsync(new SetProperties(new Dictionary<string, string> { ["delta.columnMapping.mode"] = "name" }));
        _ = await AlterAsync(new RenameColumn(["note"], "a remark"));
        _ = await AlterAsync(new RenameColumn(["p"], "parity"));
        _ = await AlterAsync(new RenameColumn(["s", "a"], "c"));
        _ = await AlterAsync(new DropColumn(["s", "b"]));
        _ = await _test.Operations.UpdateAsync(
            new Dictionary<string, string> { ["a remark"] = "'changed'", ["parity"] = "7" },
            "parity = 1 and id > 1",
            null,
            CancellationToken.None
        );

        Assert.Equal(
            ["0|n0|0|0", "1|n1|1|1", "2|n2|2|0", "3|changed|3|7"],
            await _test.RowsAsync("id, \"a remark\", s.c, parity")
        );
        Assert.Equal(["0", "1", "2", "3"], await _test.RowsAsync(await _test.Table.LoadAsync(new Delta.Log.TableVersion(0), CancellationToken.None), "s.a"));
        Assert.Contains("RENAME COLUMN", _test.Actions(2, "commitInfo")[0], StringComparison.Ordinal);
        Assert.Empty(_test.Actions(2, "add"));
    }

    [Fact]
    public async Task Renaming_without_mapping_and_dropping_what_is_needed_are_refused()
    {
        _ = await _test.AppendAsync("select 1 as id, 2 as p", ["p"]);

        Assert.Equal("LH1425", (await RefusedAsync(new RenameColumn(["id"], "x"))).Code);
        _ = await AlterAsync(new SetProperties(new Dictionary<string, string> { ["delta.columnMapping.mode"] = "name" }));
        Assert.Equal("LH1427", (await RefusedAsync(new DropColumn(["p"]))).Code);
        Assert.Equal("LH1426", (await RefusedAsync(new DropColumn(["q"]))).Code);
        Assert.Equal("LH1305", (await RefusedAsync(new RenameColumn(["id"], "P"))).Code);
        Assert.Equal("LH1424", (await RefusedAsync(new SetProperties(new Dictionary<string, string> { ["delta.columnMapping.mode"] = "id" }))).Code);
    }

    [Fact]
    public async Task Files_that_name_columns_otherwise_than_the_table_are_refused()
    {
        _ = await _test.AppendAsync("select 1 as id", null, ("delta.columnMapping.mode", "name"));
        Snapshot basis = await _test.LoadAsync();
        StructType plain = new([new StructField("id", new PrimitiveType(PrimitiveKind.Integer))]);
        StagedRows staged = await _test.Session.StageAsync(
            new StageRequest
            {
                Sql = "select 2 as id",
                Schema = plain,
                TableRoot = _test.Root,
                Label = "probe",
            },
            null,
            CancellationToken.None
        );

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(
                basis,
                new TableWrite
                {
                    Mode = WriteMode.Append,
                    Schema = plain,
                    Files = staged.Files,
                },
                CancellationToken.None
            )
        );

        Assert.Equal("LH1423", refused.Code);
    }

    private async Task<WriteOutcome.Committed> AlterAsync(TableAlteration alteration) =>
        Assert.IsType<WriteOutcome.Committed>(
            await _test.Table.AlterAsync(await _test.LoadAsync(), alteration, CancellationToken.None)
        );

    private async Task<DeltaException> RefusedAsync(TableAlteration alteration)
    {
        Snapshot basis = await _test.LoadAsync();
        return await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.AlterAsync(basis, alteration, CancellationToken.None)
        );
    }
}
