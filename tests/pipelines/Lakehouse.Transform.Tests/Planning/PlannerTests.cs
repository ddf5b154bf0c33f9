using Lakehouse.Transform.Planning;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Selection;
using Lakehouse.Transform.Tests.Support;
using Lakehouse.Transform.Validation;

namespace Lakehouse.Transform.Tests.Planning;

public sealed class PlannerTests : LakeTest
{
    public override async Task InitializeAsync()
    {
        Lake.Model("silver.orders", "x string", "select order_id as x from bronze.shop_order");
        Lake.Model("gold.a", "n bigint", "select count(*) as n from silver.orders");
        await Lake.LandOrdersAsync("('a', date '2025-01-01', 10)");
    }

    [Fact]
    public async Task A_plan_says_what_a_run_would_do_and_does_nothing()
    {
        Assert.Equal(["silver.orders Build It has not been built yet.", "gold.a Build It has not been built yet."], await PlanAsync());
        await Lake.RunAsync();
        Assert.Equal(
            [
                "silver.orders Reuse Nothing that decides its rows has changed since version 0.",
                "gold.a Reuse Nothing that decides its rows has changed since version 0.",
            ],
            await PlanAsync());
        Lake.Model("silver.orders", "x string", "select lower(order_id) as x from bronze.shop_order");
        Assert.Equal(["silver.orders Build SQL changed.", "gold.a BuildIfInputsChange silver.orders will be built."], await PlanAsync());
        Assert.Equal(0, await Lake.VersionAsync("silver.orders"));
    }

    [Fact]
    public async Task A_comment_an_owner_or_a_description_rebuilds_nothing()
    {
        await Lake.RunAsync();
        Lake.Model("silver.orders", "x string", "-- Orders as they come.\nselect   order_id as x\n  from bronze.shop_order;", "owner: data\ndescription: Orders.\ntags: [core]");

        Assert.All(await PlanAsync(), line => Assert.Contains(" Reuse ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_part_of_a_fingerprint_is_a_reason()
    {
        Lake.Write("lakehouse.yml", "name: small\nreference: none\nparameters: {floor: {type: bigint, value: 1}}\n");
        Lake.Write("sql/functions/duckdb.sql", "create macro lh_one(x) as x;");
        Write("n bigint", string.Empty);
        await Lake.RestartWithFunctionsAsync();
        await Lake.RunAsync();

        Lake.Write("lakehouse.yml", "name: small\nreference: none\nparameters: {floor: {type: bigint, value: 2}}\n");
        Lake.Write("sql/functions/duckdb.sql", "create macro lh_one(x) as x + 0; create macro lh_two(x) as x;");
        Write("n int", "checks: [{not_null: n}]");

        Assert.Equal(
            "gold.a Build kind, key or columns changed; checks changed; function lh_one changed; parameter floor changed from 1 to 2.",
            (await PlanAsync())[^1]);

        void Write(string columns, string more) => Lake.Model(
            "gold.a", columns, "select lh_one(count(*)) as n from silver.orders having count(*) >= $floor", more);
    }

    [Fact]
    public async Task State_and_result_are_read_from_the_tables()
    {
        await Lake.RunAsync();
        await Lake.LandOrdersAsync("('b', date '2025-01-01', 10)");
        Lake.Model("silver.orders", "x string", "select upper(order_id) as x from bronze.shop_order", "checks:\n  - sql: select * from this where x = 'B'");
        Lake.Model("gold.c", "n bigint", "select count(*) as n from bronze.shop_order");

        Assert.Equal(["gold.c", "silver.orders"], await SelectedAsync("state:modified"));
        Assert.Equal(["gold.c"], await SelectedAsync("state:new"));
        await Lake.RunAsync();
        Assert.Equal(["silver.orders"], await SelectedAsync("result:fail"));
        Assert.Equal(["gold.a"], await SelectedAsync("result:skipped"));
        Assert.Equal(["silver.orders", "gold.a"], await SelectedAsync("result:error+"));
    }

    [Fact]
    public async Task An_explanation_tells_inputs_and_the_last_build()
    {
        TransformResult run = await Lake.RunAsync();
        await Lake.LandOrdersAsync("('b', date '2025-01-01', 10)");

        StepExplanation silver = await Explainer.ExplainAsync(Lake.Request(), "orders", CancellationToken.None);
        StepExplanation gold = await Explainer.ExplainAsync(Lake.Request(), "gold.a", CancellationToken.None);

        Assert.Equal(PlannedAction.Build, silver.Step.Action);
        Assert.Equal("bronze.shop_order went from version 0 to 1.", silver.Step.Reason);
        Assert.Equal(new InputExplanation(new("bronze", "shop_order"), 0, 1), Assert.Single(silver.Inputs));
        Assert.Equal(run.RunId, silver.LastBuild?.RunId);
        Assert.Equal(PlannedAction.BuildIfInputsChange, gold.Step.Action);
        Assert.Equal("gold.a", Assert.Single(silver.Dependents).ToString());
        TransformException fault = await Assert.ThrowsAsync<TransformException>(
            () => Explainer.ExplainAsync(Lake.Request(), "gold.aa", CancellationToken.None));
        Assert.Equal("Did you mean 'gold.a'?", fault.NextStep);
    }

    [Fact]
    public async Task Validation_binds_everything_and_remembers_what_passed()
    {
        Assert.Equal(2, await Validator.ValidateAsync(Lake.Request(), CancellationToken.None));
        Lake.Model("gold.b", "n bigint", "select count(*) as n, 1 as m from silver.orders");
        Lake.Model("gold.c", "n bigint", "select count(z) as n from silver.orders");
        Lake.Model("gold.d", "n date", "select day as n from bronze.shop_order", "checks:\n  - sql: select y from this");

        TransformException fault = await Assert.ThrowsAsync<TransformException>(
            () => Validator.ValidateAsync(Lake.Request(), CancellationToken.None));

        Assert.Equal(["LH4071", "LH4070", "LH4071"], fault.Faults.Select(one => one.Code));
        Assert.Contains(Lake.At("sql/gold/c.sql") + ":6:14", fault.Faults[2].Message, StringComparison.Ordinal);
        Assert.Contains("(the SELECT has n, m), expected n.", fault.Faults[1].Message, StringComparison.Ordinal);
    }

    private async Task<string[]> PlanAsync() =>
        [.. (await Planner.PlanAsync(Lake.Request(), CancellationToken.None)).Select(step => $"{step.Name} {step.Action} {step.Reason}")];

    private async Task<string[]> SelectedAsync(string select)
    {
        TransformRequest request = Lake.Request() with { Selection = new StepSelection([select], []) };
        return [.. (await Planner.PlanAsync(request, CancellationToken.None)).Select(step => step.Name.ToString())];
    }
}
