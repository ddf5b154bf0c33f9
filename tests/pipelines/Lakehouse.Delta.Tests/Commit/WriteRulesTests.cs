// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Commit;

/// <summary>What a write may and may not bring.</summary>
public sealed class WriteRulesTests : IDisposable
{
    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_append_may_add_nullable_columns_also_inside_structs()
    {
        StructType before = new([
            Column("id", "long"),
            new("st", new StructType([Column("a", "int")]), true, """{"comment":"kept"}"""),
        ]);
        StructType asked = new([
            new("st", new StructType([Column("b", "date"), Column("a", "int")])),
            Column("note", "string"),
            Column("id", "long"),
        ]);
        Snapshot first = await _test.CommitAsync(_test.Append(_test.File()) with { Schema = before });

        Snapshot second = await _test.CommitAsync(_test.Append(_test.File()) with { Schema = asked });

        Assert.Equal(
            new StructType([
                Column("id", "long"),
                new("st", new StructType([Column("a", "int"), Column("b", "date")]), true, """{"comment":"kept"}"""),
                Column("note", "string"),
            ]),
            second.Schema
        );
        Assert.Equal(first.Metadata.Id, second.Metadata.Id);
        Assert.Equal(first.MetadataText.CreatedTime, second.MetadataText.CreatedTime);
    }

    [Theory]
    [InlineData("id:long", "the column 'region' is missing")]
    [InlineData("id:int,region:string", "the column 'id' has type int where the table has bigint")]
    [InlineData("ID:long,region:string", "the column 'id' is written 'ID'")]
    [InlineData("id:long!,region:string", "the column 'id' is not nullable")]
    [InlineData(
        "id:long,region:string,x:int!",
        "the new column 'x' is not nullable, but the rows that are there have no value for it"
    )]
    public async Task An_append_that_changes_the_schema_otherwise_is_refused_with_the_difference(
        string asked,
        string difference
    )
    {
        Snapshot basis = await _test.CommitAsync(_test.Append(_test.File()));

        DeltaException failure = await Refused(basis, _test.Append(_test.File()) with { Schema = Parse(asked) });

        Assert.Equal(
            $"LH1304: The schema of the write to '{_test.Store.Root}' differs from the table's: {difference}. "
                + "Expected the table's columns, "
                + "and new ones only if they are nullable. Change the write, or overwrite the whole table with "
                + "the new schema.",
            failure.Message
        );
    }

    [Fact]
    public async Task An_overwrite_may_bring_any_schema_and_keeps_what_it_does_not_say()
    {
        StructType before = new([
            new("id", DataType.Parse("long"), true, """{"comment":"the id"}"""),
            Column("old", "int"),
        ]);
        _ = await _test.CommitAsync(_test.Append(_test.File()) with { Schema = before });

        Snapshot after = await _test.CommitAsync(
            _test.Overwrite(_test.File()) with
            {
                Schema = Parse("new:string,id:long"),
            }
        );

        Assert.Equal(
            new StructType([
                Column("new", "string"),
                new("id", DataType.Parse("long"), true, """{"comment":"the id"}"""),
            ]),
            after.Schema
        );
    }

    [Fact]
    public async Task A_write_with_the_same_schema_writes_no_metadata()
    {
        _ = await _test.CommitAsync(_test.Append(_test.File()));
        _ = await _test.CommitAsync(_test.Append(_test.File()));
        _ = await _test.CommitAsync(_test.Overwrite(_test.File()));

        Assert.DoesNotContain(
            _test.CommitLines(1).Concat(_test.CommitLines(2)),
            line => line.Contains("metaData", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Partition_values_are_stored_in_one_spelling()
    {
        StructType schema = Parse("id:long,region:string,day:date,at:timestamp");
        DataFile file = _test.File(1, ("region", ""), ("day", "2024-01-05"), ("at", "2024-01-05 10:11:12.5"));

        Snapshot made = await _test.CommitAsync(
            _test.Append(file) with
            {
                Schema = schema,
                PartitionColumns = ["region", "day", "at"],
            }
        );

        IReadOnlyDictionary<string, string?> values = Assert.Single(made.Files).PartitionValues;
        Assert.Null(values["region"]);
        Assert.Equal(("2024-01-05", "2024-01-05T10:11:12.500000Z"), (values["day"], values["at"]));
        Assert.Contains(
            "\"partitionValues\":{\"region\":null,\"day\":\"2024-01-05\"",
            _test.CommitLines(0)[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Partition_columns_are_kept_by_an_overwrite()
    {
        _ = await _test.CommitAsync(
            _test.Append(_test.File(1, ("region", "a"))) with
            {
                PartitionColumns = ["region"],
            }
        );
        Snapshot basis = await _test.CommitAsync(_test.Overwrite(_test.File(1, ("region", "b"))));

        Assert.Equal(["region"], basis.Metadata.PartitionColumns);
        Assert.Equal("LH1305", (await Refused(basis, _test.Overwrite() with { PartitionColumns = ["id"] })).Code);
        Assert.Equal("LH1305", (await Refused(basis, _test.Overwrite() with { Schema = Parse("id:long") })).Code);
        Assert.Equal("LH1307", (await Refused(basis, _test.Append(_test.File()))).Code);
        Assert.Equal("LH1307", (await Refused(basis, _test.Append(_test.File(1, ("Region", "a"))))).Code);
    }

    [Theory]
    [InlineData("a b:long")]
    [InlineData("a;b:long")]
    [InlineData("a=b:long")]
    [InlineData("a:long,A:long")]
    public async Task Names_that_other_readers_refuse_are_refused(string schema) =>
        Assert.Equal("LH1305", (await Refused(null, _test.Append() with { Schema = Parse(schema) })).Code);

    [Theory]
    [InlineData("missing")]
    [InlineData("region,region")]
    [InlineData("id,region")]
    public async Task Partition_columns_that_cannot_be_are_refused(string columns) =>
        Assert.Equal(
            "LH1305",
            (await Refused(null, _test.Append() with { PartitionColumns = columns.Split(',') })).Code
        );

    [Theory]
    [InlineData("/abs/part.parquet")]
    [InlineData("s3://bucket/part.parquet")]
    [InlineData("../part.parquet")]
    [InlineData("a//part.parquet")]
    [InlineData("_delta_log/part.parquet")]
    [InlineData("")]
    public async Task A_data_file_outside_the_table_is_refused(string path) =>
        Assert.Equal("LH1401", (await Refused(null, _test.Append(_test.File() with { Path = path }))).Code);

    [Fact]
    public async Task A_file_cannot_be_added_twice()
    {
        DataFile file = _test.File();
        Assert.Equal("LH1402", (await Refused(null, _test.Append(file, file))).Code);

        Snapshot basis = await _test.CommitAsync(_test.Append(file));
        Assert.Equal("LH1402", (await Refused(basis, _test.Append(file))).Code);
        Assert.Equal("LH1402", (await Refused(basis, _test.Overwrite(file))).Code);
    }

    [Fact]
    public async Task A_file_that_is_not_in_the_basis_cannot_be_removed()
    {
        Snapshot basis = await _test.CommitAsync(_test.Append(_test.File()));
        AddFile stranger = basis.Files[0] with { Path = "stranger.parquet" };

        Assert.Equal(
            "LH1403",
            (await Refused(basis, _test.Append() with { Mode = WriteMode.Replace, Removed = [stranger] })).Code
        );
        Assert.Equal("LH1403", (await Refused(basis, _test.Append() with { Removed = [basis.Files[0]] })).Code);
        Assert.Equal(
            "LH1403",
            (await Refused(null, _test.Append() with { Mode = WriteMode.Replace, Removed = [stranger] })).Code
        );
    }

    [Fact]
    public async Task Nulls_in_a_column_that_may_not_be_null_are_refused()
    {
        DataFile file = _test.File() with
        {
            Statistics = new FileStatistics(5, [new ColumnStatistics(["id"], "1", "2", 3, HasNaN: false)]),
        };

        DeltaException failure = await Refused(
            null,
            _test.Append(file) with
            {
                Schema = Parse("id:long!,region:string"),
            }
        );

        Assert.Equal(
            $"LH1404: The file '{file.Path}' in a write to '{_test.Store.Root}' has nulls in the column 'id', "
                + "which may not be null. "
                + "Filter or fill those rows, or declare the column nullable.",
            failure.Message
        );
    }

    [Fact]
    public async Task An_application_is_recorded_once_in_a_write() =>
        Assert.Equal(
            "LH1406",
            (await Refused(null, _test.Append() with { Transactions = [new("a", 1), new("a", 2)] })).Code
        );

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task Field_metadata_is_a_json_object(string metadata) =>
        Assert.Equal(
            "LH1305",
            (
                await Refused(
                    null,
                    _test.Append() with
                    {
                        Schema = new([new("a", DataType.Parse("int"), true, metadata)]),
                    }
                )
            ).Code
        );

    [Fact]
    public async Task Removals_carry_what_other_readers_need()
    {
        Snapshot basis = await _test.CommitAsync(
            _test.Append(_test.File(1, ("region", null))) with
            {
                PartitionColumns = ["region"],
            }
        );
        _ = await _test.CommitAsync(_test.Overwrite());

        Assert.Contains(
            $$$"""{"remove":{"path":"{{{basis.Files[0].Path}}}","deletionTimestamp":1767600000000,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{"region":null},"size":100}}""",
            _test.CommitLines(1)
        );
    }

    private static StructField Column(string name, string type) => new(name, DataType.Parse(type));

    private static StructType Parse(string columns) =>
        new([
            .. columns
                .Split(',')
                .Select(column => column.Split(':'))
                .Select(parts => new StructField(
                    parts[0],
                    DataType.Parse(parts[1].TrimEnd('!')),
                    !parts[1].EndsWith('!')
                )),
        ]);

    private async Task<DeltaException> Refused(Snapshot? basis, TableWrite write)
    {
        long? before = (await _test.Table.TryGetVersionAsync(CancellationToken.None))?.Number;
        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(basis, write, CancellationToken.None)
        );
        Assert.Equal(before, (await _test.Table.TryGetVersionAsync(CancellationToken.None))?.Number);
        return failure;
    }
}
