#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class SqlReaderTests : IAsyncLifetime
{
    private readonly DuckDbEngine _engine = new(new DuckDbOptions());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory]
    [InlineData("select 1", "")]
    [InlineData("select * from silver.account", "silver.account")]
    [InlineData("select * from Silver.\"ACCOUNT\" a join gold.x using (id)", "gold.x silver.account")]
    [InlineData("select * from account", "main.account")]
    [InlineData("from silver.account", "silver.account")]
    [InlineData(
        "select (select max(x) from a.b) from c.d where exists (select 1 from e.f) order by (select 1 from g.h)",
        "a.b c.d e.f g.h"
    )]
    [InlineData("with account as (select * from silver.account) select * from account", "silver.account")]
    [InlineData("with a as (select * from s.x), b as (select * from a) select * from b, A", "s.x")]
    [InlineData("with a as (with b as (select * from s.x) select * from b) select * from a, b", "main.b s.x")]
    [InlineData("with a as (select * from a) select * from a", "main.a")]
    [InlineData("with a as (select * from b), b as (select 1) select * from a, b", "main.b")]
    [InlineData(
        "with recursive r as (select 1 as i union all select i + 1 from r join s.x on true where i < 3) select * from r",
        "s.x"
    )]
    [InlineData("select * from (with a as (select 1) select * from a) z, a", "main.a")]
    [InlineData(
        "with a as (select 1) select * from (select * from (select * from a) p) q union all select * from s.y",
        "s.y"
    )]
    [InlineData("with a as (select 1) select * from s.a", "s.a")]
    [InlineData("select * from range(3) t(i), lateral (select * from lh_calendar(date '2024-01-01', i)) z", "")]
    [InlineData("select * from s.x, lateral (select * from s.y where y.id = x.id limit 1) z", "s.x s.y")]
    [InlineData("select * from s.x pivot (sum(v) for k in ('a', 'b'))", "s.x")]
    [InlineData("select * from s.x unpivot (v for n in (a, b))", "s.x")]
    [InlineData("select * from s.x natural join s.y asof join s.z on x.t >= z.t", "s.x s.y s.z")]
    [InlineData("select unknown_function(x) from s.x where a = $as_of and b = $name", "s.x")]
    [InlineData("select * from s.x semi join s.y using (id)", "s.x s.y")]
    [InlineData("select * from s.x except select * from s.y", "s.x s.y")]
    [InlineData("select * from s.x where (a, b) in (select a, b from s.y);", "s.x s.y")]
    public void The_tables_of_a_select_are_found(string sql, string expected)
    {
        SqlReading.Parsed parsed = Assert.IsType<SqlReading.Parsed>(_engine.SqlReader.Read(sql));

        Assert.Equal(expected, string.Join(' ', parsed.Tables));
    }

    [Theory]
    [InlineData("select * frm a.b", 1, 14, "syntax error at or near \"a\"")]
    [InlineData("select 'Öl 🎯',\n  '🎯' from from x", 2, 12, "syntax error at or near \"from\"")]
    [InlineData("select (1", 1, 10, "syntax error at end of input")]
    [InlineData("create table x (i int)", 0, 0, "Only SELECT statements can be serialized to json")]
    [InlineData("select 1; select 2", 0, 0, "found 2 statements, expected one SELECT")]
    [InlineData("", 0, 0, "found 0 statements, expected one SELECT")]
    public void What_is_not_one_select_is_refused_at_its_place(string sql, int line, int column, string message)
    {
        SqlReading.Refused refused = Assert.IsType<SqlReading.Refused>(_engine.SqlReader.Read(sql));

        Assert.Equal((message, line, column), (refused.Message, refused.Line, refused.Column));
    }

    [Fact]
    public void A_long_chain_of_operators_is_read()
    {
        string sql = $"select {string.Join(" || ", Enumerable.Repeat("a", 900))} from s.x";

        Assert.IsType<SqlReading.Parsed>(_engine.SqlReader.Read(sql));
    }
}
