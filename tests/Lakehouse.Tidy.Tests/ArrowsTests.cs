using System.Reflection;

namespace Lakehouse.Tidy.Tests;

/// <summary>Assemblies know only what lies below them.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Lakehouse.Delta"] = [],
        ["Lakehouse.Engine"] = ["Lakehouse.Delta"],
        ["Lakehouse.Project"] = ["Lakehouse.Delta"],
        ["Lakehouse.Sample"] = ["Lakehouse.Delta"],
        ["Lakehouse.Publish"] = ["Lakehouse.Delta", "Lakehouse.Engine"],
        ["Lakehouse.Ingest"] = ["Lakehouse.Delta", "Lakehouse.Engine", "Lakehouse.Project"],
        ["Lakehouse.Transform"] = ["Lakehouse.Delta", "Lakehouse.Engine", "Lakehouse.Project"],
        ["Lakehouse.Matching"] = ["Lakehouse.Delta", "Lakehouse.Engine", "Lakehouse.Project"],
        ["Lakehouse.Runs"] =
        [
            "Lakehouse.Delta", "Lakehouse.Engine", "Lakehouse.Project", "Lakehouse.Ingest", "Lakehouse.Transform", "Lakehouse.Publish",
        ],
        ["Lakehouse.Scheduler"] =
        [
            "Lakehouse.Delta", "Lakehouse.Engine", "Lakehouse.Project", "Lakehouse.Transform", "Lakehouse.Runs",
        ],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_references_only_what_lies_below_it(string name)
    {
        IEnumerable<string> references = Assembly.Load(name).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("Lakehouse.", StringComparison.Ordinal));

        Assert.Empty(references.Except(Allowed[name]));
    }

    [Fact]
    public void The_table_format_knows_no_engine() =>
        Assert.DoesNotContain(
            Assembly.Load("Lakehouse.Delta").GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("DuckDB", StringComparison.Ordinal));
}
