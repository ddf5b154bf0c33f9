// why: statistics of a log are one line.
#pragma warning disable S103

using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Tests.Scans;

/// <summary>What bounds of every type say, and where they are not believed.</summary>
public sealed class BoundsTests
{
    [Theory]
    [InlineData("long", "1", "9", ScanComparison.Equal, "5", "TF")]
    [InlineData("long", "1", "9", ScanComparison.Equal, "0", "F")]
    [InlineData("long", "1", "9", ScanComparison.Greater, "9", "F")]
    [InlineData("long", "1", "9", ScanComparison.GreaterOrEqual, "9", "TF")]
    [InlineData("long", "1", "9", ScanComparison.Less, "1", "F")]
    [InlineData("long", "1", "9", ScanComparison.LessOrEqual, "9", "T")]
    [InlineData("long", "5", "5", ScanComparison.NotEqual, "5", "F")]
    [InlineData("long", "9007199254740993", "9007199254740993", ScanComparison.Equal, "9007199254740992", "F")]
    [InlineData("long", "9", "1", ScanComparison.Equal, "0", "TF")]
    [InlineData("long", "1.5", "9", ScanComparison.Less, "1", "TF")]
    [InlineData("long", "\"1\"", "\"9\"", ScanComparison.Equal, "0", "F")]
    [InlineData("long", "null", "9", ScanComparison.Less, "-5", "TF")]
    [InlineData("long", "{}", "[9]", ScanComparison.Equal, "5", "TF")]
    [InlineData("decimal(38,0)", "99999999999999999999999999999999999998", "99999999999999999999999999999999999998", ScanComparison.Less, "99999999999999999999999999999999999999", "T")]
    [InlineData("decimal(38,2)", "1.50", "12345678901234567890.12", ScanComparison.Greater, "12345678901234567890.12", "F")]
    [InlineData("decimal(38,2)", "1.50", "1.2345678901234567e19", ScanComparison.Greater, "12345678901234567890.12", "TF")]
    [InlineData("decimal(9,2)", "1.5", "2.5", ScanComparison.Greater, "2.50", "F")]
    [InlineData("double", "1.5", "2.5", ScanComparison.Less, "1.5", "F")]
    [InlineData("double", "1.5", "2.5", ScanComparison.Equal, "3.0", "F")]
    [InlineData("double", "1.5", "2.5", ScanComparison.Greater, "3.0", "TF")]
    [InlineData("double", "1.5", "2.5", ScanComparison.Equal, "NaN", "TF")]
    [InlineData("double", "-0.0", "0.0", ScanComparison.Less, "0.0", "F")]
    [InlineData("double", "0.0", "0.0", ScanComparison.Equal, "-0.0", "TF")]
    [InlineData("double", "\"NaN\"", "\"NaN\"", ScanComparison.Less, "5.0", "TF")]
    [InlineData("float", "0.1", "0.2", ScanComparison.Less, "0.1", "F")]
    [InlineData("date", "\"2024-01-01\"", "\"2024-01-31\"", ScanComparison.Greater, "2024-01-31", "F")]
    [InlineData("date", "\"1582-10-01\"", "\"1582-10-01\"", ScanComparison.Less, "1582-09-30", "TF")]
    [InlineData("timestamp", "\"2024-01-01T00:00:00.000Z\"", "\"2024-01-01T00:00:00.001Z\"", ScanComparison.Greater, "2024-01-01T00:00:00.001500Z", "TF")]
    [InlineData("timestamp", "\"2024-01-01T00:00:00.000Z\"", "\"2024-01-01T00:00:00.001Z\"", ScanComparison.Greater, "2024-01-01T00:00:00.002000Z", "F")]
    [InlineData("timestamp", "\"2024-01-01T00:00:00.000Z\"", "\"2024-01-01T00:00:00.000Z\"", ScanComparison.Equal, "2024-01-01T00:00:00.000000Z", "TF")]
    [InlineData("timestamp", "\"2024-01-01T02:00:00+02:00\"", "\"2024-01-01T02:00:00+02:00\"", ScanComparison.Less, "2024-01-01T00:00:00Z", "F")]
    [InlineData("timestamp", "\"2024-01-01T00:00:00\"", "\"2024-01-01T00:00:00\"", ScanComparison.Equal, "2030-01-01T00:00:00Z", "TF")]
    [InlineData("timestamp_ntz", "\"2024-01-01T00:00:00\"", "\"2024-01-01T00:00:00.001\"", ScanComparison.Greater, "2024-01-01 00:00:00.002", "F")]
    [InlineData("timestamp_ntz", "\"2024-01-01\"", "\"2024-01-01\"", ScanComparison.Less, "2024-01-01 00:00:00", "F")]
    [InlineData("timestamp", "\"2024-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.999Z\"", ScanComparison.Greater, "9999-12-31T23:59:59.999999Z", "TF")]
    [InlineData("string", "\"b\"", "\"c\"", ScanComparison.Greater, "c", "F")]
    [InlineData("string", "\"\uFFFD\"", "\"\U0001F600\"", ScanComparison.Greater, "\uFFFE", "TF")]
    [InlineData("string", "\"\uFFFD\"", "\"\U0001F600\"", ScanComparison.Less, "\uFFFD", "F")]
    [InlineData("string", "\"a\"", "\"aaaaaaaaaabbbbbbbbbbccccccccccdd\"", ScanComparison.Equal, "aaaaaaaaaabbbbbbbbbbccccccccccddz", "TF")]
    [InlineData("string", "\"a\"", "\"aaaaaaaaaabbbbbbbbbbccccccccccdd\"", ScanComparison.Equal, "aaaaaaaaaabbbbbbbbbbccccccccccde", "F")]
    [InlineData("string", "5", "6", ScanComparison.Equal, "9", "TF")]
    [InlineData("string", "\"\\ud800\"", "\"b\"", ScanComparison.Less, "a", "TF")]
    [InlineData("boolean", "true", "true", ScanComparison.Equal, "false", "TF")]
    [InlineData("binary", "\"a\"", "\"a\"", ScanComparison.Equal, "b", "TF")]
    public async Task Bounds_answer_a_comparison_or_leave_it_open(
        string type,
        string min,
        string max,
        ScanComparison comparison,
        string literal,
        string answers
    )
    {
        ScanColumn column = await ScanTable.ColumnAsync($"\"{type}\"");
        ScanCondition condition = new ScanCondition.Compare(column, comparison, ScanTable.Literal(literal, DataType.Parse(type)));
        string statistics = $$$"""{"numRecords":3,"minValues":{"c":{{{min}}}},"maxValues":{"c":{{{max}}}},"nullCount":{"c":0}}""";

        Assert.Equal(answers, ScanTable.Answers(condition, ScanTable.File(statistics)));
    }

    [Theory]
    [InlineData(null, "TFN")]
    [InlineData("", "TFN")]
    [InlineData("no json", "TFN")]
    [InlineData("[]", "TFN")]
    [InlineData("{}", "TFN")]
    [InlineData("""{"numRecords":3}""", "TFN")]
    [InlineData("""{"numRecords":3,"nullCount":{"c":3}}""", "N")]
    [InlineData("""{"nullCount":{"c":3}}""", "TFN")]
    [InlineData("""{"numRecords":3,"nullCount":{"c":0}}""", "TF")]
    [InlineData("""{"numRecords":3,"nullCount":{"c":"0"}}""", "TFN")]
    [InlineData("""{"numRecords":3,"nullCount":{"c":-1}}""", "TFN")]
    [InlineData("""{"numRecords":3,"minValues":{"c":6},"nullCount":{"c":1}}""", "FN")]
    [InlineData("""{"numRecords":3,"minValues":{"C":6}}""", "TFN")]
    public async Task What_statistics_lack_is_left_open(string? statistics, string answers)
    {
        ScanColumn column = await ScanTable.ColumnAsync("\"long\"");
        ScanCondition condition = new ScanCondition.Compare(column, ScanComparison.Equal, ScanLiteral.Of(ScanTable.Whole(5)));

        Assert.Equal(answers, ScanTable.Answers(condition, ScanTable.File(statistics)));
    }

    [Fact]
    public async Task A_float_that_became_a_double_is_wider_than_its_text()
    {
        const string Statistics = """{"numRecords":1,"minValues":{"c":0.1},"maxValues":{"c":0.1},"nullCount":{"c":0}}""";
        const string Widened = """{"delta.typeChanges":[{"fromType":"float","toType":"double"}]}""";
        ScanCondition.Compare condition = new(
            await ScanTable.ColumnAsync("\"double\""),
            ScanComparison.Equal,
            ScanLiteral.Of(new ScanValue.Floating(0.1f))
        );

        Assert.Equal("F", ScanTable.Answers(condition, ScanTable.File(Statistics)));
        condition = condition with { Column = await ScanTable.ColumnAsync("\"double\"", Widened) };
        Assert.Equal("TF", ScanTable.Answers(condition, ScanTable.File(Statistics)));
    }

    [Theory]
    [InlineData("ab", "abc", "abd", true, "T")]
    [InlineData("ab", "abc", "abd", false, "TF")]
    [InlineData("ab", "abc", "b", true, "TF")]
    [InlineData("ab", "ac", "b", true, "F")]
    [InlineData("ab", "a", "aa", true, "F")]
    [InlineData("abcd", "ab", "abc", true, "F")]
    [InlineData("", "a", "b", true, "T")]
    public async Task A_prefix_is_held_against_bounds(string prefix, string min, string max, bool isWhole, string answers)
    {
        ScanColumn column = await ScanTable.ColumnAsync("\"string\"");
        string statistics = $$$"""{"numRecords":3,"minValues":{"c":"{{{min}}}"},"maxValues":{"c":"{{{max}}}"},"nullCount":{"c":0}}""";

        Assert.Equal(answers, ScanTable.Answers(new ScanCondition.StartsWith(column, prefix, isWhole), ScanTable.File(statistics)));
    }

    [Fact]
    public async Task A_field_may_be_null_where_the_record_around_it_is()
    {
        const string Record = """{"type":"struct","fields":[{"name":"n","type":"long","nullable":true,"metadata":{}}]}""";
        const string Statistics = """{"numRecords":3,"minValues":{"c":{"n":1}},"maxValues":{"c":{"n":9}},"nullCount":{"c":{"n":0}}}""";
        ScanColumn column = await ScanTable.ColumnAsync(Record, names: ["c", "N"]);

        Assert.Equal("TF", ScanTable.Answers(new ScanCondition.IsNull(column), ScanTable.File(Statistics)));
        Assert.Equal(
            "FN",
            ScanTable.Answers(
                new ScanCondition.Compare(column, ScanComparison.Equal, ScanLiteral.Of(ScanTable.Whole(10))),
                ScanTable.File(Statistics)
            )
        );
    }

    [Theory]
    [InlineData("7", "T")]
    [InlineData("8", "F")]
    [InlineData("007", "T")]
    [InlineData(null, "N")]
    [InlineData("", "N")]
    [InlineData("__HIVE_DEFAULT_PARTITION__", "N")]
    [InlineData("seven", "TFN")]
    public async Task A_partition_value_is_the_value_of_every_row(string? value, string answers)
    {
        ScanColumn column = await ScanTable.ColumnAsync("\"long\"", partition: "\"c\"");
        ScanCondition condition = new ScanCondition.Compare(column, ScanComparison.Equal, ScanLiteral.Of(ScanTable.Whole(7)));

        Assert.Equal(answers, ScanTable.Answers(condition, ScanTable.File(null, value)));
    }
}
