#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using System.Numerics;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class QueryTests
{
    [Theory]
    [InlineData("1::tinyint", 1L)]
    [InlineData("255::utinyint", 255L)]
    [InlineData("4294967295::uinteger", 4294967295L)]
    [InlineData("18446744073709551615::ubigint", "18446744073709551615")]
    [InlineData("9223372036854775807::hugeint", long.MaxValue)]
    [InlineData("9223372036854775808::hugeint", "9223372036854775808")]
    [InlineData("(select sum(i) from range(3) t(i))", 3L)]
    [InlineData("1.5::float", 1.5)]
    [InlineData("'infinity'::double", double.PositiveInfinity)]
    [InlineData("1 / 0", null)]
    [InlineData("true", true)]
    [InlineData("'Öl'", "Öl")]
    [InlineData("'a' || chr(0) || 'b'", "a\0b")]
    [InlineData("'a' || chr(0) || 'twelve letters and more'", "a\0twelve letters and more")]
    [InlineData("uuid '12345678-1234-1234-1234-123456789abc'", "12345678-1234-1234-1234-123456789abc")]
    [InlineData("time '10:11:12.5'", "10:11:12.500000")]
    [InlineData("'{\"a\":1}'::json", "{\"a\":1}")]
    [InlineData("'b'::enum('a', 'b')", "b")]
    public async Task A_value_has_the_kind_that_is_promised(string expression, object? expected)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        object? value = await engine.ValueAsync(expression);

        Assert.Equal(
            expected,
            value is BigInteger big ? big.ToString(System.Globalization.CultureInfo.InvariantCulture) : value
        );
    }

    [Fact]
    public async Task Exact_and_temporal_values_are_typed()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        RowSet rows = await engine.QueryAsync(
            """
            select 1.10::decimal(38, 2), date '2024-02-29', timestamp '2024-01-01 10:00:00.123456', timestamptz '2024-01-01 10:00:00+02',
                'x'::blob, timestamp_s '2024-01-01 00:00:00', timestamp_ms '2024-01-01 00:00:00.5', timestamp_ns '2024-01-01 00:00:00.123456700'
            """
        );

        var midnight = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(
            [
                1.10m,
                new DateOnly(2024, 2, 29),
                midnight.AddHours(10).AddTicks(1234560),
                midnight.AddHours(8),
                "x"u8.ToArray(),
                midnight,
                midnight.AddMilliseconds(500),
                midnight.AddTicks(1234567),
            ],
            rows.Rows[0]
        );
        Assert.All(rows.Rows[0].OfType<DateTime>(), instant => Assert.Equal(DateTimeKind.Utc, instant.Kind));
    }

    [Theory]
    [InlineData("date 'infinity'", false)]
    [InlineData("date '-infinity'", true)]
    public async Task Infinite_days_are_the_ends_of_the_calendar(string expression, bool isMin)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        Assert.Equal(isMin ? DateOnly.MinValue : DateOnly.MaxValue, await engine.ValueAsync(expression));
        Assert.Equal(
            isMin ? DateTime.MinValue : DateTime.MaxValue,
            await engine.ValueAsync(expression.Replace("date", "timestamp", StringComparison.Ordinal))
        );
        Assert.Equal(
            isMin ? DateTime.MinValue : DateTime.MaxValue,
            await engine.ValueAsync(expression.Replace("date", "timestamptz", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("99999999999999999999999999999999999999::decimal(38, 0)")]
    [InlineData("date '12024-01-01'")]
    [InlineData("date '0044-01-01 (BC)'")]
    public async Task A_value_without_a_form_here_says_how_to_read_it(string expression)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() => engine.ValueAsync(expression));

        Assert.Equal("LH2301", failure.Code);
        Assert.Contains("\"v\"::varchar", failure.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nested_values_are_lists_and_dictionaries()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        RowSet rows = await engine.QueryAsync(
            "select [1, null, 3] as l, [[1], []] as ll, {'a': 1, 'b': {'c': date '2024-01-01', 'd': null}} as s, map {1: 'x', 2: null} as m, [{'t': timestamp '2024-01-01 00:00:00'}] as ls, []::int[] as e, array_value(1, 2) as a"
        );

        IReadOnlyList<object?> row = rows.Rows[0];
        Assert.Equal(new List<object?> { 1L, null, 3L }, row[0]);
        Assert.Equal([new List<object?> { 1L }, new List<object?>()], (List<object?>)row[1]!);
        var record = (Dictionary<string, object?>)row[2]!;
        Assert.Equal(1L, record["a"]);
        Assert.Equal(new DateOnly(2024, 1, 1), ((Dictionary<string, object?>)record["b"]!)["c"]);
        Assert.Null(((Dictionary<string, object?>)record["b"]!)["d"]);
        Assert.Equal(new Dictionary<string, object?> { ["1"] = "x", ["2"] = null }, row[3]);
        Assert.Equal(
            new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            ((Dictionary<string, object?>)((List<object?>)row[4]!)[0]!)["t"]
        );
        Assert.Equal(new List<object?>(), row[5]);
        Assert.Equal(new List<object?> { 1L, 2L }, row[6]);
    }

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(3, 2, false)]
    [InlineData(100_000, 1, false)]
    public async Task No_more_rows_come_than_asked_for(int there, int asked, bool isComplete)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        RowSet rows = await engine.QueryAsync($"select i from range({there}) t(i)", asked);

        Assert.Equal(Math.Min(there, asked), rows.Rows.Count);
        Assert.Equal(isComplete, rows.IsComplete);
        Assert.Equal(1L, await engine.ValueAsync("1"));
    }

    [Fact]
    public async Task The_session_has_the_settings_of_the_shared_dialect()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        RowSet sorted = await engine.QueryAsync("select i from (values (1), (null), (2)) v(i) order by i");
        RowSet backwards = await engine.QueryAsync("select i from (values (1), (null), (2)) v(i) order by i desc");

        Assert.Equal([null, 1L, 2L], sorted.Rows.Select(row => row[0]));
        Assert.Equal([2L, 1L, null], backwards.Rows.Select(row => row[0]));
        Assert.Null(await engine.ValueAsync("1.0::double / 0"));
        Assert.Equal("UTC", await engine.ValueAsync("current_setting('TimeZone')"));
        Assert.Equal("2024-01-01 00:00:00+00", await engine.ValueAsync("timestamptz '2024-01-01 00:00:00'::varchar"));
    }

    [Fact]
    public async Task Statements_that_return_nothing_run_together()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        await engine.Session.ExecuteAsync(
            "create temp table t (i int); insert into t values (1), (2); create macro twice(x) as x * 2;",
            CancellationToken.None
        );

        Assert.Equal(6L, await engine.ValueAsync("(select sum(twice(i)) from t)"));
    }
}
