using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Validation;

namespace Lakehouse.Sql.Tests;

/// <summary>What must hold for every model of the repository.</summary>
public sealed class ReferenceModelTests(ReferenceProject reference) : IClassFixture<ReferenceProject>
{
    private TransformRequest Request => new()
    {
        Project = reference.Project,
        Engine = reference.Engine,
        SqlReader = reference.Engine.SqlReader,
        Tables = name => new DeltaTable(
            new LocalTableStore(reference.Project.TableFolder(name.Schema, name.Name)),
            new DeltaTableOptions { Checkpoints = reference.Engine.Checkpoints }),
        RunId = "empty",
        AsOf = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        OtherTables = ReferenceProject.Tables,
    };

    [Fact]
    public async Task Every_model_and_check_binds()
    {
        int count = await Validator.ValidateAsync(Request, CancellationToken.None);

        Assert.Equal(reference.Graph.Steps.Count(step => step.Kind == StepKind.Model), count);
        Assert.NotEqual(0, count);
    }

    [Fact]
    public async Task Every_model_gives_a_typed_table_where_no_source_has_landed()
    {
        TransformResult result = await TransformRun.ExecuteAsync(Request, progress: null, CancellationToken.None);

        Assert.All(result.Steps, step => Assert.True(step.IsGood, $"{step.Name}: {step.Message ?? step.Reason}"));
        Assert.True(result.IsReleasePublished, result.ReleaseReason);
    }

    [Fact]
    public void Every_model_says_what_it_and_its_columns_are() =>
        Assert.Empty(reference.Graph.Steps
            .Where(step => step.Model is { } model
                && model.Columns.Select(column => column.Description).Append(model.Description).Any(string.IsNullOrWhiteSpace))
            .Select(step => step.Name.ToString()));

    [Fact]
    public void Every_model_says_what_a_row_is() =>
        Assert.Empty(reference.Graph.Steps.Where(step => step.Model is { Grain.Count: 0 }).Select(step => step.Name.ToString()));
}
