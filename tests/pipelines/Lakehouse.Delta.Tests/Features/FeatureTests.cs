// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Features;

public sealed class FeatureTests : IDisposable
{
    private const string PlainField = """{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}""";

    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("1,1", "", "")]
    [InlineData("1,6", "", "")]
    [InlineData("2,5", "", "")]
    [InlineData("1,7", "", "whatever,rowTracking,icebergCompatV2")]
    [InlineData("3,7", "timestampNtz,vacuumProtocolCheck,columnMapping,v2Checkpoint", "unknownWriterFeature")]
    public async Task Features_of_writers_and_known_features_of_readers_do_not_hinder_reading(
        string versions,
        string readers,
        string writers
    )
    {
        Table(versions, readers, writers);

        Assert.Equal(0, (await _test.LoadAsync()).Version.Number);
    }

    [Theory]
    [InlineData("3,7", "variantType,timestampNtz", "LH1201", "the reader features variantType, which")]
    [InlineData("3,7", "zzz,aaa", "LH1201", "the reader features aaa, zzz, which")]
    [InlineData("4,7", "", "LH1201", "reader version 4")]
    [InlineData("0,2", "", "LH1201", "reader version 0")]
    [InlineData("3,6", "", "LH1203", "reader 3, writer 6")]
    public async Task Other_features_of_readers_are_refused_by_name(
        string versions,
        string readers,
        string code,
        string named
    )
    {
        Table(versions, readers, readers);

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() => _test.LoadAsync());

        Assert.Equal(code, failure.Code);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_vector_is_kept_where_the_protocol_forgot_it()
    {
        Table("1,2", "", "");
        _test.WriteCommit(
            1,
            """{"add":{"path":"a","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"deletionVector":{"storageType":"u","pathOrInlineDv":"x","offset":1,"sizeInBytes":4,"cardinality":1}}}"""
        );

        Assert.Equal(1, Assert.Single((await _test.LoadAsync()).Files).DeletionVector?.Cardinality);
    }

    [Theory]
    [InlineData("2,5", "name", ColumnMappingMode.Name)]
    [InlineData("2,5", "ID", ColumnMappingMode.Id)]
    [InlineData("2,5", "none", ColumnMappingMode.None)]
    [InlineData("1,2", "name", ColumnMappingMode.None)]
    public async Task Column_mapping_counts_where_the_protocol_knows_it(
        string versions,
        string mode,
        ColumnMappingMode expected
    )
    {
        Table(versions, "", "", configuration: "\"delta.columnMapping.mode\":\"" + mode + "\"");

        Assert.Equal(expected, (await _test.LoadAsync()).ColumnMapping);
    }

    [Fact]
    public async Task A_mode_of_column_mapping_that_nobody_knows_is_refused()
    {
        Table("2,5", "", "", configuration: "\"delta.columnMapping.mode\":\"other\"");

        Assert.Equal("LH1207", (await Assert.ThrowsAsync<DeltaException>(() => _test.LoadAsync())).Code);
    }

    [Theory]
    [InlineData("1,7", "rowTracking,appendOnly", "", PlainField, "rowTracking")]
    [InlineData("1,7", "harmless", "", PlainField, "harmless")]
    [InlineData("1,7", "inCommitTimestamp,icebergCompatV2,clustering", "", PlainField, "features icebergCompatV2, which")]
    [InlineData("1,8", "", "", PlainField, "writer version 8")]
    [InlineData(
        "1,2",
        "",
        "",
        """{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{\"delta.invariants\":\"{}\"}}""",
        "invariants"
    )]
    [InlineData(
        "1,4",
        "",
        "",
        """{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{\"delta.generationExpression\":1}}""",
        "generatedColumns"
    )]
    [InlineData(
        "1,6",
        "",
        "",
        """{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{\"delta.identity.start\":1}}""",
        "identityColumns"
    )]
    [InlineData(
        "1,7",
        "allowColumnDefaults",
        "",
        """{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{\"CURRENT_DEFAULT\":1}}""",
        "allowColumnDefaults"
    )]
    public async Task A_table_whose_writers_owe_more_is_read_and_not_written(
        string versions,
        string writers,
        string configuration,
        string field,
        string named
    )
    {
        Table(versions, "", writers, configuration, field);
        Snapshot basis = await _test.LoadAsync();

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(
                basis,
                new TableWrite { Mode = WriteMode.Append, Schema = basis.Schema },
                CancellationToken.None
            )
        );

        Assert.Equal("LH1202", failure.Code);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,1", "", "")]
    [InlineData("1,6", "", "")]
    [InlineData("2,5", "", "")]
    [InlineData("3,7", "timestampNtz", "timestampNtz,appendOnly,invariants,domainMetadata")]
    public async Task A_table_whose_features_are_not_in_use_is_written(string versions, string readers, string writers)
    {
        Table(versions, readers, writers);
        Snapshot basis = await _test.LoadAsync();

        Snapshot after = await _test.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Schema = basis.Schema,
                Files = [_test.File()],
            }
        );

        Assert.Equal(basis.Protocol.MinWriterVersion, after.Protocol.MinWriterVersion);
    }

    [Fact]
    public async Task A_table_that_only_grows_refuses_removals()
    {
        Snapshot basis = await _test.CommitAsync(
            _test.Append(_test.File()) with
            {
                Properties = new Dictionary<string, string> { ["delta.appendOnly"] = "true" },
            }
        );

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(basis, _test.Overwrite(_test.File()), CancellationToken.None)
        );
        Assert.Equal("LH1205", failure.Code);
        Assert.Equal(2, (await _test.CommitAsync(_test.Append(_test.File()))).Files.Count);
    }

    [Fact]
    public async Task A_table_with_a_change_feed_refuses_replaced_rows_without_their_changes_and_takes_the_rest()
    {
        Snapshot basis = await _test.CommitAsync(
            _test.Append(_test.File()) with
            {
                Properties = new Dictionary<string, string> { ["delta.enableChangeDataFeed"] = "true" },
            }
        );
        Assert.Equal(
            ["appendOnly", "changeDataFeed", "invariants"],
            basis.Protocol.WriterFeatures.Order(StringComparer.Ordinal)
        );

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(
                basis,
                _test.Append(_test.File()) with
                {
                    Mode = WriteMode.Replace,
                    Removed = [basis.Files[0]],
                },
                CancellationToken.None
            )
        );
        Assert.Equal("LH1420", failure.Code);
        Assert.Single((await _test.CommitAsync(_test.Overwrite(_test.File()))).Files);
    }

    [Fact]
    public async Task A_wall_clock_column_raises_a_new_table_and_lists_what_the_old_version_implied()
    {
        StructType schema = new([
            new("a", new ArrayType(DataType.Parse("timestamp_ntz"), ContainsNull: true)),
            new("b", DataType.Parse("int")),
        ]);

        Snapshot made = await _test.CommitAsync(_test.Append() with { Schema = schema });

        Assert.Equal((3, 7), (made.Protocol.MinReaderVersion, made.Protocol.MinWriterVersion));
        Assert.Equal(["timestampNtz"], made.Protocol.ReaderFeatures);
        Assert.Equal(
            ["appendOnly", "invariants", "timestampNtz"],
            made.Protocol.WriterFeatures.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_wall_clock_column_that_is_added_raises_the_table()
    {
        Table("2,6", "", "");
        StructType schema = new([new("id", DataType.Parse("long")), new("at", DataType.Parse("timestamp_ntz"))]);

        Snapshot after = await _test.CommitAsync(new TableWrite { Mode = WriteMode.Append, Schema = schema });

        Assert.Equal(["columnMapping", "timestampNtz"], after.Protocol.ReaderFeatures.Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "appendOnly",
                "changeDataFeed",
                "checkConstraints",
                "columnMapping",
                "generatedColumns",
                "identityColumns",
                "invariants",
                "timestampNtz",
            ],
            after.Protocol.WriterFeatures.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("delta.constraints.c", "id > 0")]
    [InlineData("delta.checkpointInterval", "0")]
    [InlineData("delta.checkpointInterval", "ten")]
    [InlineData("delta.deletedFileRetentionDuration", "interval 1 month")]
    [InlineData("delta.dataSkippingNumIndexedCols", "-2")]
    [InlineData("delta.appendOnly", "yes")]
    public async Task A_property_that_is_not_kept_is_refused(string key, string value)
    {
        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(
                null,
                _test.Append() with
                {
                    Properties = new Dictionary<string, string> { [key] = value },
                },
                CancellationToken.None
            )
        );

        Assert.Equal("LH1206", failure.Code);
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interval 1 week", 168)]
    [InlineData("INTERVAL 2 days 12 HOURS", 60)]
    [InlineData("30 days", 720)]
    public void Intervals_are_read(string text, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Interval.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("interval")]
    [InlineData("interval 1 month")]
    [InlineData("interval x days")]
    [InlineData("interval 1")]
    [InlineData("interval -1 days")]
    public void Other_texts_are_no_intervals(string text) => Assert.Null(Interval.TryParse(text));

    private void Table(
        string versions,
        string readers,
        string writers,
        string configuration = "",
        string field = PlainField
    )
    {
        string[] pair = versions.Split(',');
        string features =
            (pair[0] == "3" ? $",\"readerFeatures\":[{Names(readers)}]" : "")
            + (pair[1] == "7" ? $",\"writerFeatures\":[{Names(writers)}]" : "");
        _test.WriteCommit(
            0,
            "{\"protocol\":{\"minReaderVersion\":" + pair[0] + ",\"minWriterVersion\":" + pair[1] + features + "}}",
            "{\"metaData\":{\"id\":\"t\",\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":["
                + field
                + "]}\",\"partitionColumns\":[],\"configuration\":{"
                + configuration
                + "}}}"
        );
    }

    private static string Names(string list) =>
        string.Join(',', list.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => $"\"{name}\""));
}
