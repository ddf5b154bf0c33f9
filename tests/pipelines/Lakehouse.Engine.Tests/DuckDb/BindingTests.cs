#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using static Lakehouse.Engine.Tests.DuckDb.EngineFixture;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class BindingTests
{
    private static readonly TableName Name = new("silver", "account");

    [Fact]
    public async Task A_column_that_a_file_lacks_is_null_and_types_are_widened_within_nested_ones()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await WriteAsync(
            engine,
            "a.parquet",
            "select 1::int as ID, {'u': 1::int} as s, [1::int] as l, map {'k': 1::int} as m"
        );
        await WriteAsync(
            engine,
            "b.parquet",
            "select 'x' as extra, {'w': 'y', 'u': 5::smallint} as s, 1099511627776 as id, 2.5::float as d"
        );
        StructType schema = Schema(
            ("id", Long),
            ("d", Float64),
            ("s", Schema(("u", Long), ("v", Date), ("w", Text))),
            ("l", new ArrayType(Long, true)),
            ("m", new MapType(Text, Long, true)),
            ("none", Money)
        );

        await BindAsync(engine, schema, "a.parquet", "b.parquet");
        RowSet rows = await engine.QueryAsync(
            "select id, d, s.u, s.w, s.v, l, m['k'], none from silver.account order by id"
        );

        Assert.Equal([1L, null, 1L, null, null, new List<object?> { 1L }, 1L, null], rows.Rows[0]);
        Assert.Equal([1099511627776L, 2.5, 5L, "y", null, null, null, null], rows.Rows[1]);
    }

    [Theory]
    [InlineData("we[i]rd*?'s file.parquet")]
    [InlineData("test%file%prefix-é🎯.parquet")]
    [InlineData("back\\slash.parquet")]
    [InlineData("[a-z]/{x}/~.parquet")]
    public async Task A_file_name_is_taken_literally(string file)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(engine.At("table", file))!);
        await WriteAsync(engine, file, "select 1 as id");
        await WriteAsync(engine, "wexrd-'s file.parquet", "select 2 as id");
        StructType schema = Schema(("id", Long), ("p", Text));

        await engine.Session.BindAsync(
            Name,
            Snapshot(engine.At("table"), schema, [File(file, ("p", "v"))], "p"),
            CancellationToken.None
        );

        Assert.Equal([1L, "v"], Assert.Single((await engine.QueryAsync("select * from silver.account")).Rows));
    }

    [Fact]
    public async Task Instants_are_utc_whatever_the_file_says_of_them()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await WriteAsync(engine, "a.parquet", "select timestamptz '2024-01-01 10:00:00+02' as t");
        await WriteAsync(engine, "b.parquet", "select timestamp '2024-01-01 08:00:00' as t");
        await WriteAsync(engine, "c.parquet", "select timestamp_ms '2024-01-01 08:00:00' as t");

        await BindAsync(engine, Schema(("t", Instant)), "a.parquet", "b.parquet", "c.parquet");
        RowSet rows = await engine.QueryAsync("select distinct t from silver.account");

        Assert.Equal("timestamp", rows.Columns[0].SqlType);
        Assert.Equal(new DateTime(2024, 1, 1, 8, 0, 0, DateTimeKind.Utc), Assert.Single(rows.Rows)[0]);
    }

    [Fact]
    public async Task Partition_values_come_from_the_log_and_not_from_the_file()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await WriteAsync(engine, "a.parquet", "select 1 as id, 'wrong' as p");
        await WriteAsync(engine, "b.parquet", "select 2 as id");
        await WriteAsync(engine, "c.parquet", "select 3 as id");
        StructType schema = Schema(("p", Text), ("id", Long), ("at", Instant), ("day", Date));

        DataFile[] files =
        [
            File("a.parquet", ("p", "it's"), ("at", "2024-01-01 00:00:00.5"), ("day", "2024-02-29")),
            File("b.parquet", ("p", null), ("at", "2024-01-01T02:00:00+02:00"), ("day", null)),
            File("c.parquet", ("p", ""), ("at", "2024-01-01T00:00:00.000000Z")),
        ];
        await engine.Session.BindAsync(
            Name,
            Snapshot(engine.At("table"), schema, files, "p", "at", "day"),
            CancellationToken.None
        );
        RowSet rows = await engine.QueryAsync("select * from silver.account order by id");

        var midnight = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(["it's", 1L, midnight.AddMilliseconds(500), new DateOnly(2024, 2, 29)], rows.Rows[0]);
        Assert.Equal([null, 2L, midnight, null], rows.Rows[1]);
        Assert.Equal([null, 3L, midnight, null], rows.Rows[2]);
        Assert.Equal(1L, (await engine.QueryAsync("select count(*) from silver.account where p = 'it''s'")).Rows[0][0]);
    }

    [Fact]
    public async Task A_table_without_files_has_its_columns()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StructType schema = Schema(("id", Long), ("s", Schema(("u", Instant))), ("p", Text));

        await engine.Session.BindAsync(Name, Snapshot(engine.At("table"), schema, [], "p"), CancellationToken.None);
        IReadOnlyList<RowSetColumn> columns = await engine.Session.DescribeAsync(
            "select * from silver.account",
            CancellationToken.None
        );

        Assert.Equal(
            ["id bigint", "s struct(u timestamp)", "p varchar"],
            columns.Select(column => $"{column.Name} {column.SqlType}")
        );
        Assert.Empty((await engine.QueryAsync("select * from silver.account")).Rows);
    }

    [Fact]
    public async Task A_thousand_files_are_one_table()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await WriteAsync(engine, "part-0.parquet", "select 1 as id");
        for (int number = 1; number < 1000; number++)
        {
            System.IO.File.Copy(engine.At("table", "part-0.parquet"), engine.At("table", $"part-{number}.parquet"));
        }

        DataFile[] files =
        [
            .. Enumerable.Range(0, 1000).Select(number => File($"part-{number}.parquet", ("p", $"{number % 10}"))),
        ];
        await engine.Session.BindAsync(
            Name,
            Snapshot(engine.At("table"), Schema(("id", Long), ("p", Integer)), files, "p"),
            CancellationToken.None
        );
        RowSet rows = await engine.QueryAsync("select count(*), sum(p) from silver.account where p < 5");

        Assert.Equal([500L, 1000L], rows.Rows[0]);
    }

    [Fact]
    public async Task Paths_outside_the_root_are_followed_and_other_stores_refused()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await WriteAsync(engine, "a b.parquet", "select 1 as id");
        string absolute = engine.At("table", "a b.parquet");
        StructType schema = Schema(("id", Long));

        await engine.Session.BindAsync(Name, Snapshot("/elsewhere", schema, [File(absolute)]), CancellationToken.None);
        Assert.Single((await engine.QueryAsync("select * from silver.account")).Rows);
        await engine.Session.BindAsync(
            Name,
            Snapshot("/elsewhere", schema, [File("file://" + absolute)]),
            CancellationToken.None
        );
        Assert.Single((await engine.QueryAsync("select * from silver.account")).Rows);

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.Session.BindAsync(
                Name,
                Snapshot("/elsewhere", schema, [File("s3://bucket/a.parquet")]),
                CancellationToken.None
            )
        );
        Assert.Equal("LH2004", failure.Code);
    }

    [Fact]
    public async Task Columns_named_like_the_engines_own_are_read()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await WriteAsync(
            engine,
            "a.parquet",
            "select 1 as filename, 2 as file_row_number, 3 as \"select\", 4 as \"a \"\"b\"\" 'c'\""
        );

        StructType schema = Schema(
            ("filename", Long),
            ("file_row_number", Long),
            ("select", Long),
            ("a \"b\" 'c'", Long),
            ("p", Long)
        );
        await engine.Session.BindAsync(
            Name,
            Snapshot(engine.At("table"), schema, [File("a.parquet", ("p", "5"))], "p"),
            CancellationToken.None
        );

        Assert.Equal(
            [1L, 2L, 3L, 4L, 5L],
            Assert.Single((await engine.QueryAsync("select * from silver.account")).Rows)
        );
    }

    private static Task WriteAsync(EngineFixture engine, string file, string sql)
    {
        Directory.CreateDirectory(engine.At("table"));
        return engine.Session.ExecuteAsync(
            $"copy ({sql}) to '{engine.At("table", file).Replace("'", "''", StringComparison.Ordinal)}' (format parquet)",
            CancellationToken.None
        );
    }

    private static Task BindAsync(EngineFixture engine, StructType schema, params string[] files) =>
        engine.Session.BindAsync(
            Name,
            Snapshot(engine.At("table"), schema, [.. files.Select(file => File(file))]),
            CancellationToken.None
        );

    private static DataFile File(string path, params (string Column, string? Value)[] partition) =>
        new(
            path,
            partition.ToDictionary(value => value.Column, value => value.Value),
            1,
            DateTimeOffset.UnixEpoch,
            null
        );
}
