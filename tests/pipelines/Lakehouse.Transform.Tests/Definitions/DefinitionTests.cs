using Lakehouse.Project;
using Lakehouse.Testing;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Definitions;

public sealed class DefinitionTests : LakeTest
{
    private const string Declared =
        "stage:\n  description: Stages.\n  key: [name]\n  columns:\n    name: string\n    rank: int\n    share: {type: \"decimal(5,2)\"}\n    since: date\n";

    public override Task InitializeAsync()
    {
        Lake.Write("sql/definitions/definitions.yml", Declared);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_definition_becomes_a_typed_table()
    {
        Lake.Write("sql/definitions/stage.csv", "\uFEFFrank,name,share,since\r\n1,\"Won, finally\",0.50,2024-01-01\r\n2,\"a \"\"b\"\"\",,\r\n\r\n");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("definition.stage=BUILT", result.Statuses());
        Assert.Equal(["Won, finally|1|0.5|2024-01-01", "a \"b\"|2|null|null"], await Lake.RowsAsync("definition.stage"));
        Assert.Equal("definition.stage=REUSED", (await Lake.RunAsync()).Statuses());
    }

    [Fact]
    public async Task Only_a_change_of_rows_reaches_the_models()
    {
        Lake.Write("sql/definitions/stage.csv", "name,rank,share,since\nWon,1,,\n");
        Lake.Model("silver.s", "name string", "select name from definition.stage");
        await Lake.RunAsync();

        Lake.Write("sql/definitions/stage.csv", "name,rank,share,since\n\"Won\",1,,\n");
        Assert.Equal("definition.stage=UNCHANGED silver.s=REUSED", (await Lake.RunAsync()).Statuses());
        Lake.Write("sql/definitions/stage.csv", "name,rank,share,since\nWon,1,,\nLost,2,,\n");
        Assert.Equal("definition.stage=BUILT silver.s=BUILT", (await Lake.RunAsync()).Statuses());
    }

    [Theory]
    [InlineData("name,rank,share\nWon,1,\n", "LH4031", "stage.csv:1,")]
    [InlineData("name,rank,share,sinse\n", "LH4031", "Is 'sinse' meant to be 'since'?")]
    [InlineData("", "LH4031", "stage.csv:1,")]
    [InlineData("name,rank,share,since\nWon,1\n", "LH4032", "found 2 fields at {0}:2, expected 4")]
    [InlineData("name,rank,share,since\n\"Won,1,,\n", "LH4032", "a quote that is never closed at {0}:2")]
    [InlineData("name,rank,share,since\nWo\"n,1,,\n", "LH4032", "{0}:2:1")]
    [InlineData("name,rank,share,since\n\"Wo\"n,1,,\n", "LH4032", "{0}:2:5")]
    [InlineData("name,rank,share,since\nWon,one,,\n", "LH4033", "found 'one' in column rank at {0}:2, expected a int")]
    [InlineData("name,rank,share,since\nWon,1,0.555,\n", "LH4033", "found '0.555'")]
    [InlineData("name,rank,share,since\nWon,1,1000,\n", "LH4033", "found '1000'")]
    [InlineData("name,rank,share,since\nWon,1,,2024-13-01\n", "LH4033", "found '2024-13-01'")]
    [InlineData("name,rank,share,since\nWon,1,,\nLost,1,,\nWon,2,,\n", "LH4034", "found the key (Won) at {0}:2 and at line 4")]
    public async Task A_fault_in_a_file_fails_the_step_and_names_its_place(string csv, string code, string words)
    {
        string file = Lake.Write("sql/definitions/stage.csv", csv);
        Lake.Model("silver.s", "name string", "select name from definition.stage");

        TransformResult result = await Lake.RunAsync();

        Assert.Equal("definition.stage=FAILED silver.s=SKIPPED", result.Statuses());
        Assert.Equal(code, result.Steps[0].ErrorCode);
        Assert.Contains(words.Replace("{0}", file, StringComparison.Ordinal), result.Steps[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declaration_without_a_file_and_a_file_without_a_declaration_are_refused()
    {
        Assert.Equal("LH4030", Assert.Throws<TransformException>(Lake.Graph).Code);

        Lake.Write("sql/definitions/stage.csv", "name,rank,share,since\n");
        Lake.Write("sql/definitions/stagee.csv", "name\n");
        TransformException fault = Assert.Throws<TransformException>(Lake.Graph);
        Assert.Equal("LH4035", fault.Code);
        Assert.Equal("Did you mean 'stage'?", fault.NextStep);
    }

    [Fact]
    public async Task A_project_adds_to_and_overrides_the_reference()
    {
        using TemporaryFolder reference = new();
        reference.Write("sql/definitions/definitions.yml", Declared + "color:\n  key: [name]\n  columns: {name: string}\n");
        reference.Write("sql/definitions/stage.csv", "name,rank,share,since\nWon,1,,\n");
        reference.Write("sql/definitions/color.csv", "name\nred\n");
        Lake.Write("lakehouse.yml", "name: small\n");
        Lake.Write("sql/definitions/definitions.yml", "size:\n  key: [name]\n  columns: {name: string}\n");
        Lake.Write("sql/definitions/size.csv", "name\nbig\n");
        Lake.Write("sql/definitions/color.csv", "name\nblue\n");
        LakehouseProject project = LakehouseProject.Open(Lake.At(), new ProjectChoices { ReferenceFolder = reference.FullPath });

        TransformResult result = await SmallLake.RunAsync(Lake.Request() with { Project = project });

        Assert.Equal("definition.color=BUILT definition.size=BUILT definition.stage=BUILT", result.Statuses());
        Assert.Equal(["blue"], await Lake.RowsAsync("definition.color"));
    }
}
