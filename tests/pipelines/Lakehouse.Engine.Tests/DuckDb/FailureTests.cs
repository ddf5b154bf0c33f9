#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using Lakehouse.Engine.DuckDb;
using static Lakehouse.Engine.Tests.DuckDb.EngineFixture;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class FailureTests
{
    [Theory]
    [InlineData("select\n  a,\n  frm b c d\nfrom x", "LH2101", "at line 3, column 9: frm b c d.")]
    [InlineData("select\n  1 as a,\n  nosuch\nfrom (select 1 as b) z", "LH2103", "at line 3, column 3: nosuch.")]
    [InlineData("select *\nfrom silver.nosuch", "LH2102", "at line 2, column 6: from silver.nosuch.")]
    [InlineData("select\n  lh_nosuch(1) as a", "LH2102", "at line 2, column 3: lh_nosuch(1) as a.")]
    [InlineData(
        "select cast(t as int) as a\nfrom (values ('x1')) v(t)",
        "LH2104",
        "at line 1, column 8: select cast(t as int) as a."
    )]
    [InlineData("select 1 +\n sqrt(-1) as a", "LH2105", "cannot take square root of a negative number.")]
    [InlineData(
        "select * from read_parquet('/nosuch.parquet')",
        "LH2204",
        "at line 1, column 15: select * from read_parquet('/nosuch.parquet')."
    )]
    public async Task A_failure_points_into_the_sql(string sql, string code, string ending)
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        EngineException queried = await Assert.ThrowsAsync<EngineException>(() => engine.QueryAsync(sql));
        EngineException staged = await Assert.ThrowsAsync<EngineException>(() =>
            engine.StageAsync(sql, Schema(("a", Long)))
        );

        Assert.Equal((code, code), (queried.Code, staged.Code));
        Assert.EndsWith(ending, queried.Found, StringComparison.Ordinal);
        Assert.EndsWith(ending, staged.Found, StringComparison.Ordinal);
        Assert.StartsWith("gold.probe: ", staged.Found, StringComparison.Ordinal);
        Assert.DoesNotContain('!', queried.Message);
    }

    [Fact]
    public async Task A_long_line_is_cut_by_the_engine_and_the_column_still_right()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        string sql =
            $"select {string.Join(" + ", Enumerable.Range(1, 100))} + nosuch, 'behind' as b, {string.Join(", ", Enumerable.Range(1, 90))}";

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() => engine.QueryAsync(sql));

        Assert.Contains(
            $"at line 1, column {sql.IndexOf("nosuch", StringComparison.Ordinal) + 1}:",
            failure.Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_cast_to_the_contract_that_fails_names_its_column()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.StageAsync(
                "select i as id, 'x' || i as amount from range(3) t(i)",
                Schema(("id", Long), ("amount", Money))
            )
        );

        Assert.Equal("LH2104", failure.Code);
        Assert.Contains("x0", failure.Found, StringComparison.Ordinal);
        Assert.EndsWith(
            ", in the cast of column amount to the type that its contract declares.",
            failure.Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Too_little_memory_says_what_to_raise()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync(
            new DuckDbOptions { MemoryLimit = "50MB", Threads = 2 }
        );

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.QueryAsync("select list(md5(i::varchar)) as l from range(5000000) t(i)")
        );

        Assert.Equal("LH2201", failure.Code);
        Assert.Contains("Raise the memory limit", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_the_engine_refuses_are_named()
    {
        await using var engine = new DuckDbEngine(new DuckDbOptions { MemoryLimit = "much" });

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.OpenSessionAsync(CancellationToken.None)
        );

        Assert.Equal("LH2401", failure.Code);
    }

    [Fact]
    public async Task A_functions_folder_without_the_file_is_named()
    {
        await using var engine = new DuckDbEngine(new DuckDbOptions { FunctionsFolder = "/nosuch" });

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.OpenSessionAsync(CancellationToken.None)
        );

        Assert.Equal("LH2402", failure.Code);
        Assert.Contains("/nosuch/duckdb.sql", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IO Error: Could not write file \"/x\": No space left on device", "LH2202")]
    [InlineData("IO Error: Cannot open file \"/x\": Permission denied", "LH2203")]
    [InlineData("IO Error: Cannot open file \"/x\": Read-only file system", "LH2203")]
    [InlineData("IO Error: Could not read from file \"/x\": Input/output error", "LH2205")]
    [InlineData("Not implemented Error: no such thing", "LH2107")]
    [InlineData("INTERNAL Error: assertion", "LH2291")]
    [InlineData("Something Error: new", "LH2290")]
    public void Words_of_the_engine_have_codes(string words, string code) =>
        Assert.Equal(code, Lakehouse.Engine.DuckDb.Running.DuckDbFailure.Classify(words).Code);

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await File.WriteAllTextAsync(engine.At("file"), "x");

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            engine.StageAsync("select 1 as id", Schema(("id", Long)), "file/table")
        );

        Assert.Equal("LH2205", failure.Code);
        Assert.Contains(engine.At("file"), failure.Message, StringComparison.Ordinal);
    }
}
