// why: an action of a log is one line, and is compared as one.
#pragma warning disable S103

using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Tests.Statistics;

public sealed class StatisticsJsonTests
{
    private static readonly Dictionary<string, string> NoProperties = [];

    [Theory]
    [InlineData("long", "-9223372036854775808", "9223372036854775807", "-9223372036854775808", "9223372036854775807")]
    [InlineData("int", "5", "5", "5", "5")]
    [InlineData("double", "1.5", "1e300", "1.5", "1E+300")]
    [InlineData("double", "0.0", "-0.0", "-0.0", "0.0")]
    [InlineData("double", "-inf", "inf", null, null)]
    [InlineData("double", "-Infinity", "1", null, "1")]
    [InlineData("float", "0.1", "0.2", "0.1", "0.2")]
    [InlineData(
        "decimal(38,2)",
        "-99999999999999999999999999999999999.99",
        "1.5",
        "-99999999999999999999999999999999999.99",
        "1.50"
    )]
    [InlineData("decimal(20,0)", "0", "12345678901234567890", "0", "12345678901234567890")]
    [InlineData("date", "2024-01-05", "9999-12-31", "\"2024-01-05\"", "\"9999-12-31\"")]
    [InlineData("date", "0044-03-15 (BC)", "2024-01-05", null, "\"2024-01-05\"")]
    [InlineData(
        "timestamp",
        "2024-01-01 00:00:00.123456",
        "2024-01-01 00:00:00.123456",
        "\"2024-01-01T00:00:00.123Z\"",
        "\"2024-01-01T00:00:00.124Z\""
    )]
    [InlineData(
        "timestamp",
        "2024-01-01 00:00:00",
        "2024-01-01 00:00:00+00",
        "\"2024-01-01T00:00:00.000Z\"",
        "\"2024-01-01T00:00:00.000Z\""
    )]
    [InlineData(
        "timestamp",
        "1969-12-31 23:59:59.999999",
        "9999-12-31 23:59:59.999999",
        "\"1969-12-31T23:59:59.999Z\"",
        null
    )]
    [InlineData(
        "timestamp_ntz",
        "2024-01-01 00:00:00.5",
        "2024-01-01 00:00:00.5",
        "\"2024-01-01T00:00:00.500\"",
        "\"2024-01-01T00:00:00.500\""
    )]
    [InlineData("string", "Ä \"q\"", "日", "\"Ä \\\"q\\\"\"", "\"日\"")]
    [InlineData("boolean", "false", "true", null, null)]
    [InlineData("binary", "a", "b", null, null)]
    public void Bounds_follow_the_rules_of_the_type(
        string type,
        string min,
        string max,
        string? expectedMin,
        string? expectedMax
    )
    {
        using JsonDocument json = Write([Column("c", type)], new ColumnStatistics(["c"], min, max, 2, HasNaN: false));

        Assert.Equal(expectedMin, Raw(json, "minValues", "c"));
        Assert.Equal(expectedMax, Raw(json, "maxValues", "c"));
        Assert.Equal("2", Raw(json, "nullCount", "c"));
        Assert.Equal(10, json.RootElement.GetProperty("numRecords").GetInt64());
    }

    [Fact]
    public void A_nan_takes_away_the_upper_bound_only()
    {
        using JsonDocument json = Write(
            [Column("c", "double")],
            new ColumnStatistics(["c"], "1", "2", 0, HasNaN: true)
        );

        Assert.Equal("1", Raw(json, "minValues", "c"));
        Assert.Null(Raw(json, "maxValues", "c"));
    }

    [Fact]
    public void A_column_of_nulls_has_a_count_and_no_bounds()
    {
        using JsonDocument json = Write(
            [Column("c", "string")],
            new ColumnStatistics(["c"], null, null, 10, HasNaN: false)
        );

        Assert.Null(Raw(json, "minValues", "c"));
        Assert.Equal("10", Raw(json, "nullCount", "c"));
    }

    [Fact]
    public void Structs_nest_and_lists_have_null_counts_only()
    {
        StructField inner = new(
            "st",
            new StructType([Column("u", "int"), new("deep.er", new StructType([Column("x", "string")]))])
        );
        StructField list = new("tags", new ArrayType(DataType.Parse("int"), ContainsNull: true));
        using JsonDocument json = Write(
            [inner, list],
            new ColumnStatistics(["st", "u"], "1", "2", 0, HasNaN: false),
            new ColumnStatistics(["st", "deep.er", "x"], "a", "b", 1, HasNaN: false),
            new ColumnStatistics(["tags"], "1", "2", 3, HasNaN: false)
        );

        Assert.Equal(
            """{"numRecords":10,"minValues":{"st":{"u":1,"deep.er":{"x":"a"}}},"maxValues":{"st":{"u":2,"deep.er":{"x":"b"}}},"nullCount":{"st":{"u":0,"deep.er":{"x":1}},"tags":3}}""",
            json.RootElement.GetRawText()
        );
    }

    [Fact]
    public void The_first_32_leaves_are_indexed_without_partition_columns()
    {
        StructField[] columns =
        [
            Column("p", "int"),
            new("st", new StructType([.. Enumerable.Range(0, 31).Select(number => Column($"s{number}", "int"))])),
            Column("last", "int"),
            Column("beyond", "int"),
        ];

        Assert.Equal(
            [.. Enumerable.Range(0, 31).Select(number => $"st.s{number}"), "last"],
            Leaves(columns, ["p"], NoProperties)
        );
    }

    [Theory]
    [InlineData("2", "a,b.x")]
    [InlineData("0", "")]
    [InlineData("-1", "a,b.x,b.y,c")]
    public void A_property_says_how_many_leaves_are_indexed(string count, string expected) =>
        Assert.Equal(
            expected,
            string.Join(',', Leaves(Nested(), [], new() { ["delta.dataSkippingNumIndexedCols"] = count }))
        );

    [Theory]
    [InlineData("c", "c")]
    [InlineData("b", "b.x,b.y")]
    [InlineData("c, `b`.y", "b.y,c")]
    [InlineData("B.Y", "b.y")]
    [InlineData("none", "")]
    public void A_property_names_the_columns_that_are_indexed(string list, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ',',
                Leaves(
                    Nested(),
                    [],
                    new() { ["delta.dataSkippingStatsColumns"] = list, ["delta.dataSkippingNumIndexedCols"] = "1" }
                )
            )
        );

    [Fact]
    public void A_list_of_columns_has_names_in_backticks() =>
        Assert.Equal(
            ["a", "b/c", "odd,name/with `tick`.dot"],
            ColumnList.Parse("a, b.c, `odd,name`.`with ``tick``.dot`,, ").Select(path => string.Join('/', path))
        );

    [Fact]
    public void A_long_upper_bound_is_cut_and_raised()
    {
        string text = new string('a', 32) + "zzz";
        Assert.Equal(new string('a', 32), Min(text));
        Assert.Equal(new string('a', 32) + "\u007f", Max(text));
        Assert.Equal(new string('a', 32), Max(new string('a', 32)));
        Assert.Equal(new string('a', 32) + "\U0010FFFF", Max(new string('a', 32) + "\u007f"));
        Assert.Equal(new string('a', 32) + "\U0010FFFF", Max(new string('a', 32) + "é"));
        Assert.Equal(new string('a', 32) + "\U0010FFFF\u007f", Max(new string('a', 32) + "\U0010FFFFb"));
        Assert.Null(Max(new string('a', 32) + string.Concat(Enumerable.Repeat("\U0010FFFF", 40)) + "b"));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 32)), Min(string.Concat(Enumerable.Repeat("😀", 40))));
    }

    [Fact]
    public void Cut_bounds_hold_the_text_between_them() =>
        Prop.ForAll(
                Gen.Elements("a", "~", "\u007f", "é", "\uFFFD", "\uE000", "😀", "\U0010FFFF")
                    .ListOf(40)
                    .Select(parts => string.Concat(parts))
                    .ToArbitrary(),
                text =>
                {
                    string? max = Max(text);
                    return Utf8Order.Compare(Min(text)!, text) <= 0
                        && (max is null || Utf8Order.Compare(text, max) <= 0);
                }
            )
            .QuickCheckThrowOnFailure();

    private static string? Min(string text) => Bound(text, "minValues");

    private static string? Max(string text) => Bound(text, "maxValues");

    private static string? Bound(string text, string name)
    {
        using JsonDocument json = Write(
            [Column("c", "string")],
            new ColumnStatistics(["c"], text, text, 0, HasNaN: false)
        );
        return json.RootElement.GetProperty(name).TryGetProperty("c", out JsonElement bound)
            ? bound.GetString()
            : null;
    }

    private static StructField Column(string name, string type) => new(name, DataType.Parse(type));

    private static StructField[] Nested() =>
        [Column("a", "int"), new("b", new StructType([Column("x", "int"), Column("y", "int")])), Column("c", "int")];

    private static JsonDocument Write(StructField[] columns, params ColumnStatistics[] statistics) =>
        JsonDocument.Parse(
            StatisticsJson.Write(
                new FileStatistics(10, statistics),
                IndexedColumns.Of(new StructType(columns), [], NoProperties)
            )
        );

    private static string? Raw(JsonDocument json, string bound, string column) =>
        json.RootElement.GetProperty(bound).TryGetProperty(column, out JsonElement value) ? value.GetRawText() : null;

    private static List<string> Leaves(
        StructField[] columns,
        string[] partition,
        Dictionary<string, string> properties
    )
    {
        List<string> leaves = [];
        Collect(IndexedColumns.Of(new StructType(columns), partition, properties).Root);
        return leaves;

        void Collect(IndexedColumn column)
        {
            if (column.Type is not StructType)
            {
                leaves.Add(string.Join('.', column.Path));
            }

            foreach (IndexedColumn child in column.Children)
            {
                Collect(child);
            }
        }
    }
}
