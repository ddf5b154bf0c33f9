using Lakehouse.Testing;

namespace Lakehouse.Project.Tests;

public sealed class LakehouseProjectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_minimal_project_has_the_documented_defaults()
    {
        _folder.Write("p/lakehouse.yml", "name: small\n");

        LakehouseProject project = LakehouseProject.Open(_folder.At("p"), new ProjectChoices());

        Assert.Equal("small", project.Name);
        Assert.Equal(_folder.At("p", "warehouse"), project.WarehouseFolder);
        Assert.Equal("duckdb", project.Engine);
        Assert.Null(project.ReferenceFolder);
        Assert.Null(project.AsOf);
        Assert.Empty(project.Sources);
    }

    [Fact]
    public void A_folder_without_lakehouse_yml_says_how_to_make_a_project()
    {
        ProjectException fault = Assert.Throws<ProjectException>(() => LakehouseProject.Open(_folder.FullPath, new ProjectChoices()));

        Assert.Equal(
            $"LH5001: found no lakehouse.yml in {_folder.FullPath}, expected one, because it makes a folder a lakehouse project. "
            + "Name the project with --project FOLDER, or make one with 'lakehouse init FOLDER'.",
            fault.Message);
    }

    [Fact]
    public void A_misspelt_key_names_its_line_and_the_nearest_key()
    {
        string file = _folder.Write("p/lakehouse.yml", "name: small\nsorces: [crm]\n");

        ProjectException fault = Assert.Throws<ProjectException>(() => LakehouseProject.Open(_folder.At("p"), new ProjectChoices()));

        Assert.Equal("LH5011", fault.Code);
        Assert.Contains($"'sorces' at {file}:2", fault.Message, StringComparison.Ordinal);
        Assert.Equal("Did you mean 'sources'?", fault.NextStep);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e1")]
    [InlineData("0")]
    [InlineData("+2")]
    public void A_number_of_threads_that_is_not_whole_is_refused_by_its_value(string threads)
    {
        string file = _folder.Write("p/lakehouse.yml", $"name: small\nduckdb:\n  threads: {threads}\n");

        ProjectException fault = Assert.Throws<ProjectException>(() => LakehouseProject.Open(_folder.At("p"), new ProjectChoices()));

        Assert.Equal(
            $"LH5012: found '{threads}' for 'duckdb.threads' at {file}:3, expected a whole number from 1 to 1024. Mend the value.",
            fault.Message);
    }

    [Theory]
    [InlineData("name: [a\n", "LH5010")]
    [InlineData("- a\n- b\n", "LH5010")]
    [InlineData("description: no name\n", "LH5013")]
    [InlineData("name: a\nas_of: yesterday\n", "LH5012")]
    [InlineData("name: a\nengine: sqlite\n", "LH5012")]
    [InlineData("name: a\nduckdb: {threads: none}\n", "LH5012")]
    [InlineData("name: a\nduckdb: {threads: 1.5}\n", "LH5012")]
    [InlineData("name: a\nduckdb: {memory: 4GB}\n", "LH5011")]
    [InlineData("name: a\nreference: elsewhere\n", "LH5012")]
    [InlineData("name: a\nparameters: {tempo: 3}\n", "LH5014")]
    [InlineData("name: a\nparameters: {tempo: {type: fast, value: 3}}\n", "LH5015")]
    public void A_fault_in_lakehouse_yml_has_a_code(string yaml, string code)
    {
        _folder.Write("p/lakehouse.yml", yaml);

        ProjectException fault = Assert.Throws<ProjectException>(() => LakehouseProject.Open(_folder.At("p"), new ProjectChoices()));

        Assert.Equal(code, fault.Code);
        Assert.Contains(_folder.At("p", "lakehouse.yml"), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wins_over_the_file_for_warehouse_and_variables()
    {
        _folder.Write("p/lakehouse.yml", "name: a\nwarehouse: ${where}/tables\nvariables: {where: here, landing: mine}\n");
        ProjectChoices choices = new()
        {
            Variables = new Dictionary<string, string> { ["landing"] = "/elsewhere" },
        };

        LakehouseProject project = LakehouseProject.Open(_folder.At("p"), choices);
        LakehouseProject moved = LakehouseProject.Open(_folder.At("p"), choices with { WarehouseFolder = _folder.At("w") });

        Assert.Equal(_folder.At("p", "here", "tables"), project.WarehouseFolder);
        Assert.Equal("/elsewhere/crm", project.Expand("${landing}/crm", "a test"));
        Assert.Equal(_folder.At("w"), moved.WarehouseFolder);
    }

    [Fact]
    public void An_unknown_variable_names_those_that_are_known()
    {
        _folder.Write("p/lakehouse.yml", "name: a\nvariables: {landing: x, area: y}\n");
        LakehouseProject project = LakehouseProject.Open(_folder.At("p"), new ProjectChoices());

        ProjectException fault = Assert.Throws<ProjectException>(() => project.Expand("${lading}/crm", "crm.yml:3"));

        Assert.Equal(
            "LH5003: found the variable 'lading' at crm.yml:3, expected area, landing. "
            + "Give it with --var lading=VALUE, or under 'variables:' in lakehouse.yml.",
            fault.Message);
    }

    [Fact]
    public void A_file_of_the_project_overrides_the_reference_file_of_the_same_path()
    {
        _folder.Write("reference/sql/gold/a.sql", "reference a");
        _folder.Write("reference/sql/gold/deep/b.sql", "reference b");
        _folder.Write("p/lakehouse.yml", "name: a\n");
        _folder.Write("p/sql/gold/deep/b.sql", "mine");
        _folder.Write("p/sql/gold/c.sql", "mine too");

        LakehouseProject project = LakehouseProject.Open(_folder.At("p"), new ProjectChoices { ReferenceFolder = _folder.At("reference") });
        IReadOnlyList<ProjectFile> files = project.Files("sql", ".sql");

        Assert.Equal(["sql/gold/a.sql", "sql/gold/c.sql", "sql/gold/deep/b.sql"], files.Select(file => file.RelativePath));
        Assert.Equal([false, false, true], files.Select(file => file.IsOverride));
        Assert.Equal(_folder.At("p", "sql", "gold", "deep", "b.sql"), project.TryFile("sql/gold/deep/b.sql")?.FullPath);
        Assert.Null(project.TryFile("sql/gold/d.sql"));
    }

    [Fact]
    public void Parameters_keep_the_reference_type_and_take_the_projects_value()
    {
        _folder.Write("reference/sql/definitions/parameters.yml", "tempo: {type: bigint, value: 3}\nname: {type: string, value: x}\n");
        _folder.Write("p/lakehouse.yml", "name: a\nparameters:\n  tempo: 5\n  rate: {type: 'decimal(9,4)', value: 0.1}\n");

        LakehouseProject project = LakehouseProject.Open(_folder.At("p"), new ProjectChoices { ReferenceFolder = _folder.At("reference") });

        Assert.Equal(new ProjectParameter("bigint", "5"), project.Parameters["tempo"]);
        Assert.Equal(new ProjectParameter("string", "x"), project.Parameters["name"]);
        Assert.Equal(new ProjectParameter("decimal(9,4)", "0.1"), project.Parameters["rate"]);
    }
}
