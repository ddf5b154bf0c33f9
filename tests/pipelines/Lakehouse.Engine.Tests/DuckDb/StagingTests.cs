#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using static Lakehouse.Engine.Tests.DuckDb.EngineFixture;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class StagingTests
{
    [Fact]
    public async Task Columns_take_the_order_and_types_of_the_contract()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StructType schema = Schema(("id", Long), ("total", Long), ("at", Instant), ("amount", new DecimalType(38, 2)));

        StagedRows staged = await engine.StageAsync(
            "select timestamp '2024-01-01 00:00:00' as AT, sum(i) as total, 1 as id, 12345678901234567890123456789012345.67::decimal(38, 2) as amount from range(3) t(i)",
            schema
        );

        string file = engine.At("table", staged.Files[0].Path);
        RowSet physical = await engine.QueryAsync(
            $"select name, type, coalesce(converted_type, ''), logical_type from parquet_schema('{file}') where num_children is null"
        );
        Assert.Equal(["id", "total", "at", "amount"], physical.Rows.Select(row => row[0]));
        Assert.Equal(["INT64", "INT64", "INT64", "FIXED_LEN_BYTE_ARRAY"], physical.Rows.Select(row => row[1]));
        Assert.Contains("isAdjustedToUTC=1", (string)physical.Rows[2][3]!, StringComparison.Ordinal);
        Assert.Equal("12345678901234567890123456789012345.67", staged.Files[0].Statistics!.Columns[3].Min);
    }

    [Fact]
    public async Task A_file_is_named_like_other_writers_name_theirs_and_stands_in_the_root()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        StagedRows staged = await engine.StageAsync("select 1 as id", Schema(("id", Long)));

        DataFile file = Assert.Single(staged.Files);
        Assert.Matches("^part-00000-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-c000\\.zstd\\.parquet$", file.Path);
        Assert.Equal([file.Path], Directory.EnumerateFileSystemEntries(engine.At("table")).Select(Path.GetFileName));
        Assert.Equal(new FileInfo(engine.At("table", file.Path)).Length, file.SizeBytes);
        Assert.Equal(new DateTimeOffset(File.GetLastWriteTimeUtc(engine.At("table", file.Path))), file.ModifiedAt);
        Assert.Empty(file.PartitionValues);
    }

    [Theory]
    [InlineData("")]
    [InlineData("p")]
    public async Task No_rows_make_no_file(string partitionColumn)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        StagedRows staged = await engine.StageAsync(
            "select 1 as id, 'x' as p where false",
            Schema(("id", Long), ("p", Text)),
            "table",
            partitionColumn.Length == 0 ? [] : [partitionColumn]
        );

        Assert.Empty(staged.Files);
        Assert.Equal(0, staged.RowCount);
        Assert.Empty(Directory.EnumerateFileSystemEntries(engine.At("table")));
    }

    [Fact]
    public async Task Large_results_are_cut_into_files_of_about_the_target_size()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        StagedRows staged = await engine.Session.StageAsync(
            new StageRequest
            {
                Sql = "select i as id, md5(i::varchar) as hash from range(600000) t(i)",
                Schema = Schema(("id", Long), ("hash", Text)),
                TableRoot = engine.At("table"),
                TargetFileSizeBytes = 4_000_000,
                Label = "gold.probe",
            },
            null,
            CancellationToken.None
        );

        Assert.True(staged.Files.Count > 1);
        Assert.Equal(600_000, staged.RowCount);
        Assert.Equal(600_000, staged.Files.Sum(file => file.Statistics!.RowCount));
        Assert.Equal(staged.Files.Count, staged.Files.Select(file => file.Path).Distinct().Count());
    }

    [Fact]
    public async Task Statistics_are_in_the_form_that_the_log_is_written_from()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StructType schema = new([
            new StructField("i", Long),
            new StructField("t", Text),
            new StructField("d", Date),
            new StructField("at", Instant),
            new StructField("m", Money),
            new StructField("f", Float64),
            new StructField("b", Flag),
            new StructField("bytes", Bytes),
            new StructField("none", Text),
            new StructField("list", new ArrayType(Long, true)),
            new StructField("map", new MapType(Text, Long, true)),
            new StructField("s", Schema(("x", Long), ("y", Text))),
            new StructField("a.b \"c\"", Long),
        ]);

        StagedRows staged = await engine.StageAsync(
            """"
            select i, 'v' || i as t, date '2024-01-01' + i::int as d, timestamp '2024-01-01 00:00:00.5' + to_days(i::int) as at,
                (i * 1.10)::decimal(18, 2) as m, case when i = 1 then 'nan'::double else i end as f, i = 1 as b, 'x'::blob as bytes,
                null::varchar as none, [i] as list, map {'k': i} as map, case when i > 0 then {'x': i, 'y': 'z'} end as s, i as "a.b ""c"""
            from range(3) t(i)
            """",
            schema
        );

        FileStatistics statistics = staged.Files[0].Statistics!;
        Assert.Equal(3, statistics.RowCount);
        Assert.Equal(
            [
                "i|0|2|0|False",
                "t|v0|v2|0|False",
                "d|2024-01-01|2024-01-03|0|False",
                "at|2024-01-01 00:00:00.500000|2024-01-03 00:00:00.500000|0|False",
                "m|0.00|2.20|0|False",
                "f|0.0|2.0|0|True",
                "b|||0|False",
                "bytes|||0|False",
                "none|||3|False",
                "s/x|1|2|1|False",
                "s/y|z|z|1|False",
                "a.b \"c\"|0|2|0|False",
            ],
            statistics.Columns.Select(column =>
                $"{string.Join('/', column.Path)}|{column.Min}|{column.Max}|{column.NullCount}|{column.HasNaN}"
            )
        );
    }

    [Fact]
    public async Task Partition_folders_are_escaped_as_spark_escapes_them_and_read_back()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        string[] values =
        [
            "a b",
            "US/East 10%",
            "é日",
            "x:y=z\"#?{[]}^\\*'<>|",
            "..",
            "+&",
            "_x",
            "__HIVE_DEFAULT_PARTITION__",
            "tab\tend",
        ];
        StructType schema = Schema(("p", Text), ("id", Long));
        await engine.Session.LoadRowsAsync(
            new TableName("bronze", "v"),
            schema,
            [.. values.Select((value, index) => new object?[] { value, (long)index }), [null, 98L], ["", 99L]],
            CancellationToken.None
        );

        StagedRows staged = await engine.StageAsync("select * from bronze.v", schema, "ta[b]le é", "p");
        await engine.Session.BindAsync(
            new TableName("silver", "v"),
            Snapshot(engine.At("ta[b]le é"), schema, staged.Files, "p"),
            CancellationToken.None
        );
        RowSet rows = await engine.QueryAsync("select p, id from silver.v order by id");

        Dictionary<string, string> folders = staged
            .Files.Where(file => file.PartitionValues["p"] is not null)
            .ToDictionary(file => file.PartitionValues["p"]!, file => Path.GetDirectoryName(file.Path)!);
        Assert.Equal("p=a b", folders["a b"]);
        Assert.Equal("p=US%2FEast 10%25", folders["US/East 10%"]);
        Assert.Equal("p=é日", folders["é日"]);
        Assert.Equal("p=x%3Ay%3Dz%22%23%3F%7B%5B%5D}%5E%5C%2A%27<>|", folders["x:y=z\"#?{[]}^\\*'<>|"]);
        Assert.Equal("p=tab%09end", folders["tab\tend"]);
        Assert.Equal([.. values, null, null], rows.Rows.Select(row => row[0]));
        Assert.All(
            staged.Files,
            file => Assert.DoesNotContain(file.Statistics!.Columns, column => column.Path[0] == "p")
        );
    }

    [Fact]
    public async Task Partition_values_of_every_type_read_back()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StructType schema = Schema(
            ("d", Date),
            ("at", Instant),
            ("m", Money),
            ("b", Flag),
            ("i", Integer),
            ("f", Float64),
            ("id", Long)
        );

        StagedRows staged = await engine.StageAsync(
            "select date '2024-01-05' as d, timestamp '2024-01-05 10:11:12.5' as at, 1.50 as m, true as b, 7 as i, 1.5e0 as f, 1 as id",
            schema,
            "table",
            "d",
            "at",
            "m",
            "b",
            "i",
            "f"
        );
        await engine.Session.BindStagedAsync(new TableName("main", "this"), schema, staged, CancellationToken.None);
        RowSet rows = await engine.QueryAsync("select * from this");

        Assert.Equal("2024-01-05 10:11:12.5", staged.Files[0].PartitionValues["at"]);
        Assert.Equal("1.50", staged.Files[0].PartitionValues["m"]);
        Assert.Equal(
            [
                new DateOnly(2024, 1, 5),
                new DateTime(2024, 1, 5, 10, 11, 12, 500, DateTimeKind.Utc),
                1.50m,
                true,
                7L,
                1.5,
                1L,
            ],
            rows.Rows[0]
        );
    }

    [Fact]
    public async Task Differing_columns_are_listed()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.StageAsync(
                "select 1 as id, 2 as extra, 3 as twice, 4 as twice",
                Schema(("id", Long), ("name", Text), ("twice", Long))
            )
        );

        Assert.Equal(
            "LH2110: gold.probe: found a SELECT whose columns differ from the declared ones: missing name; unexpected extra; given twice twice. "
                + "Expected id, name, twice. Make the SELECT and the columns in the header agree.",
            failure.Message
        );
        Assert.False(Directory.Exists(engine.At("table")));
    }

    [Theory]
    [InlineData("select cast(null as bigint) as id, date '2024-01-01' as d", "LH2111")]
    [InlineData("select 1 as id, date 'infinity' as d", "LH2113")]
    [InlineData("select 1 as id, 'x' as d", "LH2104")]
    [InlineData("select 9223372036854775807::hugeint + 1 as id, date '2024-01-01' as d", "LH2104")]
    [InlineData("select error('stop') as id, date '2024-01-01' as d", "LH2106")]
    public async Task A_staging_that_fails_leaves_nothing_behind(string sql, string code)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        var schema = new StructType([new StructField("id", Long, IsNullable: false), new StructField("d", Date)]);

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() => engine.StageAsync(sql, schema));

        Assert.Equal(code, failure.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(engine.At("table")));
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("id")]
    public async Task Partition_columns_must_be_some_of_the_columns(string column)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.StageAsync("select 1 as id", Schema(("id", Long)), "table", column)
        );

        Assert.Equal("LH2114", failure.Code);
    }

    [Theory]
    [InlineData("select 1 as id;")]
    [InlineData("select 1 as id -- a comment at the end")]
    [InlineData("/*--- header\n---*/\nwith a as (select 1 as id)\nselect * from a\n;\n")]
    public async Task A_select_may_end_as_people_end_theirs(string sql)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        Assert.Equal(1, (await engine.StageAsync(sql, Schema(("id", Long)))).RowCount);
    }
}
