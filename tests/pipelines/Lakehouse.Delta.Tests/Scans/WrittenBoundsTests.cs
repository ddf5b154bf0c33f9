using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Tests.Scans;

/// <summary>Whatever values a file has, the statistics that are written for it leave open every answer that a row has.</summary>
public sealed class WrittenBoundsTests
{
    private static readonly Dictionary<string, string> NoProperties = [];

    [Fact]
    public Task Of_whole_numbers() => RequireAsync("long", Gen.Choose(-5, 5).Select(value => Whole(value)), value => Digits(value).ToString());

    [Fact]
    public Task Of_decimals() =>
        RequireAsync(
            "decimal(38,4)",
            from high in Gen.Choose(-3, 3)
            from low in Gen.Choose(-2, 2)
            select (ScanValue)new ScanValue.Number(new ExactDecimal((BigInteger.Pow(10, 37) * high) + low, 4)),
            value => Digits(value).ToString()
        );

    [Fact]
    public Task Of_doubles_with_nan_and_infinities() =>
        RequireAsync(
            "double",
            Gen.Elements(0.0, -0.0, 0.1, -1.5, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity)
                .Select(value => (ScanValue)new ScanValue.Floating(value)),
            value => ((ScanValue.Floating)value).Value.ToString("R", CultureInfo.InvariantCulture)
        );

    [Theory]
    [InlineData("timestamp")]
    [InlineData("timestamp_ntz")]
    public Task Of_times_with_microseconds(string type) =>
        RequireAsync(
            type,
            Gen.Choose(-3000, 3000).Select(micros => Moment(new DateTime(2024, 2, 29).AddMicroseconds(micros))),
            value => Time(value).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
        );

    [Fact]
    public Task Of_days() =>
        RequireAsync(
            "date",
            Gen.Choose(-40_000, 40_000).Select(days => Moment(new DateTime(2000, 1, 1).AddDays(days))),
            value => Time(value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );

    [Fact]
    public Task Of_long_texts_of_all_planes() =>
        RequireAsync(
            "string",
            from start in Gen.Elements("", "a", new string('x', 31), new string('x', 40))
            from end in Gen.Elements("", "a", "~", "\u007f", "é", "\uFFFD", "\U0001F600", "\U0010FFFF\U0010FFFF", "\U0010FFFFa")
            select (ScanValue)new ScanValue.Text(start + end),
            value => ((ScanValue.Text)value).Value
        );

    private static async Task RequireAsync(string type, Gen<ScanValue> values, Func<ScanValue, string> text)
    {
        ScanColumn column = await ScanTable.ColumnAsync($"\"{type}\"");
        Gen<ScanValue?[]> rows = Gen.Frequency((1, Gen.Constant((ScanValue?)null)), (5, values.Select(value => (ScanValue?)value)))
            .NonEmptyListOf()
            .Select(list => list.Take(4).ToArray());
        Gen<(ScanValue?[] Rows, ScanCondition Condition)> cases =
            from row in rows
            from condition in Conditions(column, values)
            select (row, condition);
        Prop.ForAll(cases.ToArbitrary(), one => IsLeftOpen(column, one.Rows, one.Condition, text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static Gen<ScanCondition> Conditions(ScanColumn column, Gen<ScanValue> values) =>
        from comparison in Gen.Elements(Enum.GetValues<ScanComparison>())
        from from_ in values
        from to in values
        from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => new ScanCondition.Between(column, ScanLiteral.Of(from_), ScanLiteral.Of(to)),
            1 => new ScanCondition.Not(new ScanCondition.Compare(column, comparison, ScanLiteral.Of(from_))),
            _ => (ScanCondition)new ScanCondition.Compare(column, comparison, ScanLiteral.Of(from_)),
        };

    private static bool IsLeftOpen(ScanColumn column, ScanValue?[] rows, ScanCondition condition, Func<ScanValue, string> text)
    {
        ScanValue[] ordered = [.. rows.OfType<ScanValue>().Where(value => !value.IsNaN)];
        Array.Sort(ordered, ScanValue.Compare);
        ColumnStatistics known = new(
            ["c"],
            ordered.Length == 0 ? null : text(ordered[0]),
            ordered.Length == 0 ? null : text(ordered[^1]),
            rows.Count(row => row is null),
            rows.Any(row => row is { IsNaN: true })
        );
        string statistics = StatisticsJson.Write(
            new FileStatistics(rows.Length, [known]),
            IndexedColumns.Of(new StructType([column.Field]), [], NoProperties)
        );
        string open = ScanTable.Answers(condition, ScanTable.File(statistics));
        return rows.All(row => open.Contains(Answer(condition, row), StringComparison.Ordinal));
    }

    private static char Answer(ScanCondition condition, ScanValue? row) =>
        (condition, row) switch
        {
            (ScanCondition.Not not, _) => Answer(not.Part, row) switch { 'T' => 'F', 'F' => 'T', _ => 'N' },
            (ScanCondition.Compare { Comparison: ScanComparison.NullSafeEqual }, null) => 'F',
            (_, null) => 'N',
            (ScanCondition.Between between, _) => Letter(
                ScanValue.Compare(row, between.From.Low) >= 0 && ScanValue.Compare(row, between.To.Low) <= 0
            ),
            (ScanCondition.Compare compare, _) => Letter(Holds(compare.Comparison, Order(row, compare.Literal.Low))),
            _ => throw new ArgumentException("No such condition is made here."),
        };

    // Zeros of both signs are equal in SQL.
    private static int Order(ScanValue left, ScanValue right) =>
        (left, right) is (ScanValue.Floating { Value: 0 }, ScanValue.Floating { Value: 0 }) ? 0 : ScanValue.Compare(left, right);

    private static bool Holds(ScanComparison comparison, int order) =>
        comparison switch
        {
            ScanComparison.Equal or ScanComparison.NullSafeEqual => order == 0,
            ScanComparison.NotEqual => order != 0,
            ScanComparison.Less => order < 0,
            ScanComparison.LessOrEqual => order <= 0,
            ScanComparison.Greater => order > 0,
            _ => order >= 0,
        };

    private static char Letter(bool value) => value ? 'T' : 'F';

    private static ScanValue Whole(long value) => ScanTable.Whole(value);

    private static ExactDecimal Digits(ScanValue value) => ((ScanValue.Number)value).Value;

    private static ScanValue Moment(DateTime time) => new ScanValue.Moment(time.Ticks);

    private static DateTime Time(ScanValue value) => new(((ScanValue.Moment)value).Ticks, DateTimeKind.Unspecified);
}
