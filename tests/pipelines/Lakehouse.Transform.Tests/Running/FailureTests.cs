using Lakehouse.Delta.Schema;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Running;

public sealed class FailureTests : LakeTest
{
    public override async Task InitializeAsync() => await Lake.LandOrdersAsync("('a', date '2025-01-01', 10)");

    [Fact]
    public async Task Sql_that_does_not_bind_names_file_line_and_column()
    {
        string file = Lake.Model("gold.a", "x string", "select $as_of::string || order_idd as x\nfrom bronze.shop_order");

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal(StepStatus.Failed, step.Status);
        Assert.Equal("LH4071", step.ErrorCode);
        Assert.Contains($"at {file}:6:26 (LH2103 ", step.Message, StringComparison.Ordinal);
        Assert.Contains("  6 | select $as_of::string || order_idd as x\n    |                          ^\n", step.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_select_with_other_columns_than_its_header_names_both()
    {
        string file = Lake.Model("gold.a", "x string, y date", "select order_id as x, day as z from bronze.shop_order");

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal("LH4070", step.ErrorCode);
        Assert.Contains(file, step.Message, StringComparison.Ordinal);
        Assert.Contains("missing y", step.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected z", step.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_its_contract_fails_the_step_and_leaves_no_file()
    {
        Lake.Model("gold.a", "x bigint", "select order_id as x from bronze.shop_order");

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal("LH4071", step.ErrorCode);
        Assert.Contains("'a'", step.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Lake.At("warehouse/gold/a"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_check_that_cannot_run_blocks_whatever_its_severity()
    {
        string file = Lake.Model(
            "gold.a", "x string", "select order_id as x from bronze.shop_order", "checks:\n  - sql: select * from this where nowhere = 1\n    severity: warn");

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal("LH4073", step.ErrorCode);
        Assert.Contains($"{file}:4:26", step.Message, StringComparison.Ordinal);
        Assert.Null(await Lake.VersionAsync("gold.a"));
    }

    [Fact]
    public async Task A_warning_commits_and_is_told()
    {
        Lake.Model(
            "gold.a",
            "x string, amount decimal(19;4)",
            "select order_id as x, amount from bronze.shop_order",
            "checks:\n  - sql: select * from this where amount > $as_of - $as_of + 5\n    name: small\n    severity: warn");
        Lake.Model(
            "gold.b",
            "x string, amount decimal(19;4)",
            "select order_id as x, amount from bronze.shop_order",
            "checks:\n  - sql: select * from this where amount > 5\n    name: small\n    severity: warn\n  - accepted_values: {column: x, values: [b]}\n    severity: warn");

        TransformResult result = await Lake.RunAsync();

        StepResult step = result.Of("gold.b");
        Assert.Equal(StepStatus.Warned, step.Status);
        Assert.Contains("small (1 row), kept in ", step.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Lake.VersionAsync("gold.b"));
        string rows = await File.ReadAllTextAsync(Lake.At("warehouse", "_failed", result.RunId, "gold.b.small.ndjson"));
        Assert.Equal("{\"x\":\"a\",\"amount\":\"10\"}\n", rows);
        Assert.Equal(StepStatus.Failed, result.Of("gold.a").Status);
    }

    [Fact]
    public async Task More_than_a_hundred_failing_rows_are_counted_and_a_hundred_kept()
    {
        Lake.Model(
            "gold.a",
            "i bigint",
            "select i from range(0, 250) as t(i)",
            "checks:\n  - row_count_between: {min: 1, max: 10}\n  - accepted_values: {column: i, values: [1, 2]}");

        TransformResult result = await Lake.RunAsync();

        Assert.Contains("row_count_between (1 row), accepted_values_i (248 rows)", result.Steps[0].Message, StringComparison.Ordinal);
        string kept = Lake.At("warehouse", "_failed", result.RunId, "gold.a.accepted_values_i.ndjson");
        Assert.Equal(100, (await File.ReadAllLinesAsync(kept)).Length);
    }

    [Fact]
    public async Task A_relationship_finds_orphans_and_forgives_nulls()
    {
        Lake.Model("silver.seller", "id string", "select 'a' as id");
        Lake.Model(
            "gold.a",
            "seller_id string",
            "select * from (values ('a'), ('b'), (cast(null as string))) as v(seller_id)",
            "checks: [{relationship: {column: seller_id, to: silver.seller, field: id}}]");

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Contains("relationship_seller_id (1 row)", step.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_whose_input_was_never_built_says_how_to_build_it()
    {
        Lake.Model("silver.a", "x string", "select order_id as x from bronze.shop_order");
        Lake.Model("gold.b", "x string", "select x from silver.a");

        StepResult step = (await Lake.RunAsync("gold.b")).Of("gold.b");

        Assert.Equal(
            "LH4076: found no table silver.a, which gold.b reads, expected it built before. Select '+gold.b' to build what it reads as well.",
            step.Message);
    }

    [Fact]
    public async Task A_model_for_another_engine_is_refused_by_name()
    {
        string file = Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order", "engine: spark");

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal(
            $"LH4077: found 'engine: spark' in {file} on a run with duckdb, expected a model that duckdb can run. "
            + "Write it in the shared dialect without 'engine:', or leave it out with '--exclude gold.a'.",
            step.Message);
    }

    [Fact]
    public async Task A_bronze_table_that_never_landed_is_empty_and_typed()
    {
        string contract = await File.ReadAllTextAsync(Lake.At("sql/bronze/shop.yml"));
        Lake.Write("sql/bronze/other.yml", contract.Replace("shop", "other", StringComparison.Ordinal));
        Lake.Model("gold.a", "x string, at timestamp", "select order_id as x, _ingested_at as at from bronze.other_order");

        Assert.Equal("gold.a=BUILT", (await Lake.RunAsync()).Statuses());
        Assert.Empty(await Lake.RowsAsync("gold.a"));
    }

    [Fact]
    public async Task A_column_that_a_contract_gains_is_null_until_it_lands()
    {
        string contract = await File.ReadAllTextAsync(Lake.At("sql/bronze/shop.yml"));
        Lake.Write("sql/bronze/shop.yml", contract + "\n      note: string\n");
        Lake.Model("gold.a", "x string, note string", "select order_id as x, note from bronze.shop_order");

        Assert.Equal("gold.a=BUILT", (await Lake.RunAsync()).Statuses());
        Assert.Equal(["a|null"], await Lake.RowsAsync("gold.a"));
    }

    [Fact]
    public async Task A_table_that_somebody_else_wrote_is_built_anew()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order");
        await Lake.RunAsync();
        await Lake.AppendAsync("gold.a", new StructType([new("x", new PrimitiveType(PrimitiveKind.String))]), "select 'stranger' as x");

        StepResult step = (await Lake.RunAsync()).Of("gold.a");

        Assert.Equal(StepStatus.Built, step.Status);
        Assert.Equal("Version 1 of the table was written by something else (WRITE).", step.Reason);
        Assert.Equal(["a"], await Lake.RowsAsync("gold.a"));
    }

    [Fact]
    public async Task A_cancelled_run_says_so_in_its_history_and_stops()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order");
        using CancellationTokenSource source = new();
        TransformRequest request = Lake.Request();
        StopAtFirstStep progress = new(source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TransformRun.ExecuteAsync(request, progress, source.Token));

        Assert.Equal([$"{request.RunId}|CANCELLED"], await Lake.RowsAsync("ops.run", "select run_id, status from t"));
        Assert.Null(await Lake.VersionAsync("gold.a"));
    }

    private sealed class StopAtFirstStep(CancellationTokenSource source) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is RunEvent.StepStarted)
            {
                source.Cancel();
            }
        }
    }
}
