using Lakehouse.Project;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Tests.Sql;

public sealed class SqlParametersTests
{
    private static readonly SqlParameters Parameters = new(
        new Dictionary<string, ProjectParameter>
        {
            ["currency"] = new("string", "US'D"),
            ["days"] = new("bigint", "90"),
            ["rate"] = new("decimal(19,4)", "0.1"),
            ["nothing"] = new("date", null),
            ["flag"] = new("boolean", "true"),
            ["day"] = new("date", "2024-02-29"),
        },
        new DateTimeOffset(2025, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)));

    [Theory]
    [InlineData("select $as_of", "select (timestamp '2025-01-01 00:00:00')")]
    [InlineData("select $currency, $days", "select 'US''D', cast('90' as bigint)")]
    [InlineData("select $rate+$nothing", "select cast('0.1' as decimal(19,4))+cast(null as date)")]
    [InlineData("select $flag, $day::string", "select true, (date '2024-02-29')::string")]
    [InlineData("select $AS_OF", "select (timestamp '2025-01-01 00:00:00')")]
    [InlineData("select '$as_of', \"$days\"", "select '$as_of', \"$days\"")]
    [InlineData("select 1 -- $unknown\n+ 2", "select 1 -- $unknown\n+ 2")]
    [InlineData("select /* $a /* $b */ $c */ 1", "select /* $a /* $b */ $c */ 1")]
    [InlineData("select $$ $days $$, $x$ $days $x$", "select $$ $days $$, $x$ $days $x$")]
    [InlineData("select E'a\\'$days', 'a''$days'", "select E'a\\'$days', 'a''$days'")]
    [InlineData("select a$days", "select a$days")]
    public void A_parameter_becomes_a_typed_literal_outside_quotes_and_comments(string sql, string bound) =>
        Assert.Equal(bound, Parameters.Bind(sql, "f.sql", firstLine: 1).Text);

    [Fact]
    public void An_unknown_parameter_names_its_place_and_the_known_ones()
    {
        TransformException fault = Assert.Throws<TransformException>(() => Parameters.Bind("select\n  $curency", "f.sql", firstLine: 5));

        Assert.Equal(
            "LH4040: found the parameter $curency at f.sql:6:3, expected one of $as_of, $currency, $day, $days, $flag, $nothing, $rate. "
            + "Did you mean $currency?",
            fault.Message);
    }

    [Fact]
    public void A_value_that_is_not_of_its_type_is_refused() =>
        Assert.Equal("LH4041", Assert.Throws<TransformException>(() => new SqlParameters(
            new Dictionary<string, ProjectParameter> { ["days"] = new("bigint", "ninety") }, DateTimeOffset.UnixEpoch)).Code);

    [Fact]
    public void A_place_in_bound_sql_is_found_in_the_source()
    {
        BoundSql bound = Parameters.Bind("select 1,\n  $days as a, wrong as b", "f.sql", firstLine: 1);
        int column = bound.Text.Split('\n')[1].IndexOf("wrong", StringComparison.Ordinal) + 1;

        Assert.Equal(new SqlPosition(2, 15), bound.InSource(2, column));
        Assert.Equal(new SqlPosition(2, 3), bound.InSource(2, 8));
        Assert.Equal(new SqlPosition(1, 4), bound.InSource(1, 4));
    }

    [Fact]
    public void The_used_parameters_are_listed_once() =>
        Assert.Equal(["as_of", "days"], SqlParameters.UsedIn("select $days, $as_of, $DAYS, '$rate' -- $currency"));

    [Theory]
    [InlineData("select  a -- why\n , b", "select a , b")]
    [InlineData("\n\nselect 'a  b' /* c */from t", "select 'a  b' from t")]
    public void Comments_and_layout_do_not_count(string sql, string normal) => Assert.Equal(normal, NormalSql.Of(sql));

    [Fact]
    public void Functions_are_found_with_those_that_they_use()
    {
        FunctionTexts functions = new(
            "create macro lh_a(x) as x + 1; -- one; of them\ncreate macro lh_b(x) as lh_a(x) || ';'; create macro lh_c(x) as x;");

        Assert.Equal(["lh_a", "lh_b"], functions.UsedBy("select LH_B(y), 'lh_c(1)'").Select(function => function.Key));
        Assert.Empty(functions.UsedBy("select 1"));
    }
}
