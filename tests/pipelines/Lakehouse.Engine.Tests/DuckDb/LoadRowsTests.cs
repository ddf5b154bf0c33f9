using Lakehouse.Delta.Schema;
using static Lakehouse.Engine.Tests.DuckDb.EngineFixture;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class LoadRowsTests
{
    private static readonly TableName Name = new("ops", "history");

    public static TheoryData<object, string> Fitting { get; } =
        new()
        {
            { 42, "long" },
            { 42L, "long" },
            { (short)42, "long" },
            { 42L, "integer" },
            { 42, "short" },
            { 42L, "byte" },
            { -128, "byte" },
            { long.MinValue, "long" },
            { uint.MaxValue, "long" },
            { System.Numerics.BigInteger.One, "long" },
            { 1.5f, "double" },
            { 1.5, "float" },
            { 12.30m, "decimal" },
            { 12, "decimal" },
            { -9999999999999999.99m, "decimal" },
            { true, "boolean" },
            { "Öl\0x 🎯", "string" },
            { "Öl\0x 🎯 with more than twelve bytes", "string" },
            { "", "string" },
        };

    public static TheoryData<object, string> NotFitting { get; } =
        new()
        {
            { "42", "long" },
            { 42.0, "long" },
            { 42m, "long" },
            { true, "long" },
            { ulong.MaxValue, "long" },
            { int.MaxValue + 1L, "integer" },
            { 32768, "short" },
            { 128, "byte" },
            { 1, "double" },
            { 1m, "double" },
            { 0.1, "float" },
            { 12.345m, "decimal" },
            { 10000000000000000m, "decimal" },
            { 1.5, "decimal" },
            { 1, "boolean" },
            { 1, "string" },
            { 'x', "string" },
        };

    [Theory]
    [MemberData(nameof(Fitting))]
    public async Task A_value_that_fits_comes_back(object value, string type)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        await engine.Session.LoadRowsAsync(
            Name,
            Schema(("v", TypeOf(type))),
            [
                [value],
                [null],
                [value],
            ],
            CancellationToken.None
        );
        RowSet rows = await engine.QueryAsync("select v from ops.history");

        object expected = string.Equals(type, "decimal", StringComparison.Ordinal)
            ? Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture)
            : value;
        Assert.Equal(
            expected is string or decimal ? expected : Invariant(expected),
            expected is string or decimal ? rows.Rows[0][0] : Invariant(rows.Rows[0][0]!)
        );
        Assert.Null(rows.Rows[1][0]);
        Assert.Equal(rows.Rows[0][0], rows.Rows[2][0]);
    }

    [Theory]
    [MemberData(nameof(NotFitting))]
    public async Task A_value_that_does_not_fit_is_refused(object value, string type)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.Session.LoadRowsAsync(
                Name,
                Schema(("id", Long), ("v", TypeOf(type))),
                [
                    [1L, null],
                    [2L, value],
                ],
                CancellationToken.None
            )
        );

        Assert.Equal("LH2501", failure.Code);
        Assert.Contains("for column v in row 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Temporal_binary_and_nested_values_come_back()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StructType schema = Schema(
            ("d", Date),
            ("at", Instant),
            ("b", Bytes),
            ("l", new ArrayType(Text, true)),
            ("s", Schema(("x", Long), ("m", Money), ("t", Instant))),
            ("m", new MapType(Text, Long, true))
        );
        var instant = new DateTime(2024, 1, 1, 10, 0, 0, DateTimeKind.Utc).AddTicks(1234560);
        object?[] row =
        [
            new DateOnly(1, 1, 1),
            instant,
            new byte[] { 0, 1, 255 },
            new List<object?> { "a", null, "it's \"q\"" },
            new Dictionary<string, object?>
            {
                ["x"] = 9007199254740993L,
                ["m"] = 1234567890123456.78m,
                ["t"] = instant,
            },
            new Dictionary<string, object?> { ["k"] = 1L, ["n"] = null },
        ];

        await engine.Session.LoadRowsAsync(
            Name,
            schema,
            [row, [null, null, null, null, null, null]],
            CancellationToken.None
        );
        RowSet rows = await engine.QueryAsync("select * from ops.history");

        Assert.Equal(row, rows.Rows[0]);
        Assert.All(rows.Rows[1], Assert.Null);
    }

    [Fact]
    public async Task Nulls_where_none_may_be_and_rows_of_another_length_are_refused()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        var schema = new StructType([new StructField("id", Long, IsNullable: false)]);

        EngineException missing = await Assert.ThrowsAsync<EngineException>(() =>
            engine.Session.LoadRowsAsync(
                Name,
                schema,
                [
                    [null],
                ],
                CancellationToken.None
            )
        );
        EngineException wide = await Assert.ThrowsAsync<EngineException>(() =>
            engine.Session.LoadRowsAsync(
                Name,
                schema,
                [
                    [1L, 2L],
                ],
                CancellationToken.None
            )
        );
        EngineException local = await Assert.ThrowsAsync<EngineException>(() =>
            engine.Session.LoadRowsAsync(
                Name,
                Schema(("at", Instant)),
                [
                    [new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)],
                ],
                CancellationToken.None
            )
        );

        Assert.Equal(["LH2501", "LH2501", "LH2501"], new[] { missing.Code, wide.Code, local.Code });
    }

    [Fact]
    public async Task Many_rows_pass_the_chunk_of_the_appender()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        await engine.Session.LoadRowsAsync(
            Name,
            Schema(("i", Integer), ("t", Text), ("d", Money)),
            [
                .. Enumerable
                    .Range(0, 10_000)
                    .Select(i => new object?[] { i, $"text {i}", i % 7 == 0 ? null : i / 100m }),
            ],
            CancellationToken.None
        );
        RowSet rows = await engine.QueryAsync("select count(*), sum(i), count(distinct t), sum(d) from ops.history");

        decimal sum = Enumerable.Range(0, 10_000).Where(i => i % 7 != 0).Sum(i => i / 100m);
        Assert.Equal([10_000L, 49_995_000L, 10_000L, sum], rows.Rows[0]);
    }

    private static string Invariant(object value) =>
        Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    private static DataType TypeOf(string name) =>
        name switch
        {
            "decimal" => Money,
            _ => new PrimitiveType(Enum.Parse<PrimitiveKind>(name, ignoreCase: true)),
        };
}
