using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Selection;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Selection;

public sealed class StepSelectorTests : LakeTest
{
    private TransformGraph _graph = null!;

    public override Task InitializeAsync()
    {
        Lake.Write("sql/definitions/definitions.yml", "stage:\n  key: [name]\n  columns: {name: string}\n");
        Lake.Write("sql/definitions/stage.csv", "name\nWon\n");
        Lake.Model("silver.orders", "a string", "select order_id as a from bronze.shop_order", "tags: [core]\nowner: data");
        Lake.Model("silver.stages", "a string", "select name as a from definition.stage", "tags: [core, slow]");
        Lake.Model("gold.win_loss", "a string", "select a from silver.orders", "kind: append\ntags: [pipeline]");
        Lake.Model("gold.report", "a string", "select w.a from gold.win_loss as w join silver.stages as s on s.a = w.a");
        _graph = Lake.Graph();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("gold.win_loss", "gold.win_loss")]
    [InlineData("win_loss", "gold.win_loss")]
    [InlineData("GOLD.*", "gold.win_loss gold.report")]
    [InlineData("win_loss silver.stages", "silver.stages gold.win_loss")]
    [InlineData("+win_loss", "bronze.shop_order silver.orders gold.win_loss")]
    [InlineData("1+win_loss", "silver.orders gold.win_loss")]
    [InlineData("silver.orders+", "silver.orders gold.win_loss gold.report")]
    [InlineData("silver.orders+1", "silver.orders gold.win_loss")]
    [InlineData("1+gold.win_loss+1", "silver.orders gold.win_loss gold.report")]
    [InlineData("tag:core", "silver.orders silver.stages")]
    [InlineData("tag:core,tag:slow", "silver.stages")]
    [InlineData("tag:slow+", "silver.stages gold.report")]
    [InlineData("path:sql/gold", "gold.win_loss gold.report")]
    [InlineData("path:sql/gold/win_loss.sql", "gold.win_loss")]
    [InlineData("source:shop", "bronze.shop_order")]
    [InlineData("source:shop.order+1", "bronze.shop_order silver.orders")]
    [InlineData("kind:append", "gold.win_loss")]
    [InlineData("kind:definition", "definition.stage")]
    [InlineData("owner:data", "silver.orders")]
    [InlineData("stage?", "silver.stages")]
    public void A_term_selects_as_dbt_would(string text, string expected) => Assert.Equal(expected, Select([text]));

    [Fact]
    public void What_is_excluded_is_left_out() =>
        Assert.Equal("silver.orders", Select(["silver.*"], ["tag:slow"]));

    [Fact]
    public void State_and_result_ask_the_facts()
    {
        SelectionFacts facts = new()
        {
            Modified = _graph.Steps.Where(step => step.Name.Name == "orders").Select(step => step.Name).ToHashSet(),
            New = _graph.Steps.Where(step => step.Name.Name == "report").Select(step => step.Name).ToHashSet(),
            LastResults = new Dictionary<string, string> { ["silver.orders"] = "fail", ["gold.win_loss"] = "skipped" },
        };

        Assert.Equal("silver.orders gold.win_loss gold.report", Select(["state:modified+"], facts: facts));
        Assert.Equal("gold.report", Select(["state:new"], facts: facts));
        Assert.Equal("silver.orders", Select(["result:error"], facts: facts));
        Assert.Equal("silver.orders", Select(["result:fail"], facts: facts));
        Assert.Equal("gold.win_loss", Select(["result:skipped"], facts: facts));
        Assert.Equal(string.Empty, Select(["state:modified"]));
    }

    [Theory]
    [InlineData("win_lost", "LH4061", "Did you mean 'win_loss'?")]
    [InlineData("tag:cor", "LH4061", "Did you mean 'core'?")]
    [InlineData("tags:core", "LH4060", "Did you mean 'tag:'?")]
    [InlineData("state:modifid", "LH4060", "Did you mean state:modified?")]
    [InlineData("+", "LH4062", "Mend the term; 'lakehouse ls --help' lists the forms.")]
    [InlineData("result:error", "LH4063", "Run once without it.")]
    public void A_term_that_means_nothing_says_what_is_near(string text, string code, string nextStep)
    {
        TransformException fault = Assert.Throws<TransformException>(() => Select([text]));

        Assert.Equal(code, fault.Code);
        Assert.Equal(nextStep, fault.NextStep);
    }

    [Fact]
    public void Nothing_left_is_said() =>
        Assert.Equal("LH4061", Assert.Throws<TransformException>(() => Select(["win_loss"], ["gold.*"])).Code);

    private string Select(string[] select, string[]? exclude = null, SelectionFacts? facts = null) => string.Join(
        ' ',
        new StepSelector(_graph, facts ?? SelectionFacts.None).Select(new StepSelection(select, exclude ?? [])).Select(step => step.Name));
}
