using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Expressions;

namespace Lakehouse.Engine.Tests.Expressions;

/// <summary>Values that Spark gives, by its documentation, held against what DuckDB computes from our text.</summary>
public sealed class SparkExpressionTests : IAsyncLifetime
{
    private const string Row =
        "select 7::integer as i, 3000000000::bigint as l, 5::tinyint as b, 12.50::decimal(9,2) as d, 1.5::double as x, 0.1::float as f, "
        + "'Straße 12 ' as s, 'ab_c' as t, date '2024-05-17' as day, timestamp '2024-05-17 13:14:15.5' as at, true as yes, "
        + "null::integer as n, null::varchar as ns, {'Inner': {'v': 3}} as r, [1] as list, timestamp '2024-05-17 13:14:15' as \"wall clock\"";

    private static readonly StructType Columns = new([
        Field("i", "int"),
        Field("l", "bigint"),
        Field("b", "tinyint"),
        Field("d", "decimal(9,2)"),
        Field("x", "double"),
        Field("f", "float"),
        Field("s", "string"),
        Field("t", "string"),
        Field("day", "date"),
        Field("at", "timestamp"),
        Field("yes", "boolean"),
        Field("n", "int"),
        Field("ns", "string"),
        new("r", new StructType([new("Inner", new StructType([Field("v", "int")]))])),
        new("list", new ArrayType(DataType.Parse("int"), ContainsNull: true)),
        Field("wall clock", "timestamp_ntz"),
    ]);

    private DuckDbEngine _engine = null!;
    private IEngineSession _session = null!;

    public async Task InitializeAsync()
    {
        _engine = new DuckDbEngine(new DuckDbOptions { Threads = 1 });
        _session = await _engine.OpenSessionAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData("i > 3 and not l < 5 or false", "True")]
    [InlineData("I = 7", "True")]
    [InlineData("n > 3", "~")]
    [InlineData("n <=> null", "True")]
    [InlineData("n is not distinct from 3", "False")]
    [InlineData("n is null and i is not null", "True")]
    [InlineData("yes is not false", "True")]
    [InlineData("!yes", "False")]
    [InlineData("!i = 7", "False")]
    [InlineData("i in (1, 7, 9)", "True")]
    [InlineData("i not in (1, n)", "~")]
    [InlineData("i not between 1 and 6", "True")]
    [InlineData("i between 1 and 6 or i between 7 and 7", "True")]
    [InlineData("t like 'ab\\_c' and t not like 'a_c'", "True")]
    [InlineData("t like 'AB%'", "False")]
    [InlineData("f > 0.1", "True")]
    [InlineData("x > 1 and d = 12.5", "True")]
    [InlineData("d * 2 = 25", "True")]
    [InlineData("i / 2 = 3.5D", "True")]
    [InlineData("i / 0 > 1", "~")]
    [InlineData("i % 0 = 1", "~")]
    [InlineData("-7 % 3 = -1", "True")]
    [InlineData("-i + 10 = 3", "True")]
    [InlineData("1 + 2 * 3 - 4 = 3", "True")]
    [InlineData("b + 1 = 6", "True")]
    [InlineData("l * 3 = 9000000000", "True")]
    [InlineData("length(s) = 10 and length(trim(s)) = 9", "True")]
    [InlineData("upper(t) = 'AB_C'", "True")]
    [InlineData("concat(t, ns) is null and t || 'd' = 'ab_cd'", "True")]
    [InlineData("substring(t, 2, 2) = 'b_' and substr(t, 3) = '_c'", "True")]
    [InlineData("startswith(t, 'ab') and endswith(t, 'c') and contains(t, 'b_')", "True")]
    [InlineData("coalesce(n, i) = 7 and nvl(ns, 'x') = 'x' and nullif(i, 7) is null", "True")]
    [InlineData("greatest(i, n, 9) = 9 and least(l, 1) = 1", "True")]
    [InlineData("abs(-d) = 12.5", "True")]
    [InlineData("if(i > 3, 'big', 'small') = 'big'", "True")]
    [InlineData("case i when 7 then 'seven' else 'other' end = 'seven'", "True")]
    [InlineData("case when n = 1 then 1 end is null", "True")]
    [InlineData("year(day) = 2024 and month(at) = 5 and day(day) = 17 and hour(at) = 13 and second(at) = 15", "True")]
    [InlineData("quarter(day) = 2 and dayofyear(day) = 138", "True")]
    [InlineData("date_trunc('month', at) = timestamp '2024-05-01 00:00:00'", "True")]
    [InlineData("trunc(day, 'MM') = date '2024-05-01' and date_trunc('WEEK', day) = timestamp '2024-05-13'", "True")]
    [InlineData("date_format(at, 'yyyy-MM-dd HH:mm:ss') = '2024-05-17 13:14:15'", "True")]
    [InlineData("date_add(day, 15) = date '2024-06-01' and date_sub(day, 17) = '2024-04-30'", "True")]
    [InlineData("datediff(day, date '2024-05-01') = 16", "True")]
    [InlineData("day >= '2024-05-17' and at < '2024-05-18'", "True")]
    [InlineData("at = timestamp '2024-05-17T15:14:15.5+02:00'", "True")]
    [InlineData("at > day", "True")]
    [InlineData("cast(at as date) = day and to_date(at) = day and cast(day as string) = '2024-05-17'", "True")]
    [InlineData("cast(d as int) = 12 and cast(x as bigint) = 1", "True")]
    [InlineData("cast(i as string) = '7' and cast(i as decimal(10,2)) = 7.00", "True")]
    [InlineData("r.inner.v = 3", "True")]
    [InlineData("`wall clock` = timestamp_ntz '2024-05-17 13:14:15'", "True")]
    [InlineData("'it\\'s' = 'it\\'s' and 'a\\\\b' <> 'ab'", "True")]
    [InlineData("isnan(x)", "False")]
    public async Task An_expression_has_the_value_that_Spark_gives_it(string expression, string expected) =>
        Assert.Equal(expected, await ValueAsync(Condition(expression)));

    [Theory]
    [InlineData("i > unknown", 5, "the name 'unknown'")]
    [InlineData("i > 3 extra", 7, "'extra'")]
    [InlineData("i >", 4, "the end")]
    [InlineData("i + 'a' > 3", 5, "a value of type string beside '+'")]
    [InlineData("s > 3", 5, "a value of type int beside one of type string")]
    [InlineData("i", 1, "a value of type int")]
    [InlineData("soundex(s) = 'x'", 1, "the function soundex")]
    [InlineData("s rlike 'x'", 3, "'rlike'")]
    [InlineData("current_date() > day", 1, "the function current_date")]
    [InlineData("i in (select 1)", 7, "a SELECT")]
    [InlineData("s = \"x\"", 5, "a double quote")]
    [InlineData("s = 'it''s'", 8, "two single quotes within a text")]
    [InlineData("s = 'a' 'b'", 9, "a text right behind another")]
    [InlineData("d / 3 > 1", 1, "a division of decimals")]
    [InlineData("f > i", 5, "a value of type int beside one of type float")]
    [InlineData("f + i > 1D", 5, "an integer beside a float")]
    [InlineData("cast(s as int) > 1", 6, "a cast from string to int")]
    [InlineData("cast(x as string) = '1.5'", 6, "a cast from double to string")]
    [InlineData("substring(s, 0, 2) = 'x'", 14, "a place that is no number from 1")]
    [InlineData("date_format(at, 'MMM') = 'May'", 17, "the pattern 'MMM'")]
    [InlineData("date_trunc('century', at) = at", 12, "the unit 'century'")]
    [InlineData("day = '2024-5-17'", 7, "a value of type string beside one of type date")]
    [InlineData("s like concat('a', '%')", 8, "a pattern that is computed")]
    [InlineData("list = list", 1, "a value of type int[]")]
    [InlineData("i = 1 -- always", 7, "'-'")]
    [InlineData("i.j = 1", 1, "'i.j'")]
    [InlineData("`i = 1", 1, "a backtick")]
    [InlineData("s = 'open", 5, "a single quote")]
    [InlineData("length(s, s) = 1", 1, "2 arguments of length")]
    [InlineData("cast(i as interval) = 1", 11, "the type 'interval'")]
    [InlineData("i = 99999999999999999999Y", 5, "'99999999999999999999Y'")]
    [InlineData("d between 1 and", 16, "the end")]
    public void What_is_not_known_is_refused_with_its_place(string expression, int at, string found)
    {
        DeltaException refused = Assert.Throws<DeltaException>(() => Condition(expression));

        Assert.Equal("LH1710", refused.Code);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"LH1710: Found {found}"),
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"at character {at} of \"{expression}\", the expression of a test"),
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("i + 1", "bigint", "8")]
    [InlineData("cast(at as date)", "date", "05/17/2024")]
    [InlineData("date_format(at, 'yyyy-MM')", "string", "2024-05")]
    [InlineData("d", "decimal(12,3)", "12.500")]
    [InlineData("i % 2", "int", "1")]
    public async Task A_value_has_the_type_of_its_column(string expression, string type, string expected) =>
        Assert.Equal(
            expected,
            await ValueAsync(SparkExpression.Value(Source(expression), new ColumnScope(Columns, "r"), DataType.Parse(type)))
        );

    [Theory]
    [InlineData("i / l", "double", "a divisor that may be 0")]
    [InlineData("i", "string", "a value of type int")]
    [InlineData("s", "int", "a value of type string")]
    public void A_value_that_hangs_on_the_mode_or_has_another_type_is_refused(string expression, string type, string found) =>
        Assert.Contains(
            found,
            Assert
                .Throws<DeltaException>(() =>
                    SparkExpression.Value(Source(expression), new ColumnScope(Columns, "r"), DataType.Parse(type))
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_letter_whose_case_DuckDB_does_not_know_stops_the_check() =>
        Assert.Contains(
            "upper of a letter",
            (await Assert.ThrowsAsync<EngineException>(() => ValueAsync(Condition("upper(s) = 'X'")))).Message,
            StringComparison.Ordinal
        );

    private static StructField Field(string name, string type) => new(name, DataType.Parse(type));

    private static ExpressionSource Source(string expression) => new(expression, "a test");

    private static string Condition(string expression) => SparkExpression.Condition(Source(expression), new ColumnScope(Columns, "r"));

    private async Task<string> ValueAsync(string sql)
    {
        RowSet rows = await _session.QueryAsync($"select {sql} as v from ({Row}) as r", 1, CancellationToken.None);
        return rows.Rows[0][0] is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "~";
    }
}
