using Lakehouse.Testing;
using Lakehouse.Transform.Testing;

namespace Lakehouse.Sql.Tests;

/// <summary>Every <c>tests/Sql/**/*.yaml</c>: given rows, expected rows.</summary>
public sealed class ModelTests(ReferenceProject reference) : IClassFixture<ReferenceProject>
{
    private static readonly string Folder = Repository.At("tests", "Sql");

    public static TheoryData<string> Cases => [.. Directory
        .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_model_gives_the_expected_rows(string file)
    {
        ModelTest test = ModelTest.Read(Path.Combine(Folder, file));

        ModelTestResult result = await reference.Runner.RunAsync(test, CancellationToken.None);

        Assert.True(result.IsPassed, result.Report);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_test_stands_where_its_model_stands(string file)
    {
        ModelTest test = ModelTest.Read(Path.Combine(Folder, file));
        string model = reference.Graph[test.Model].File!.RelativePath;

        Assert.StartsWith($"{model["sql/".Length..^".sql".Length]}.", file, StringComparison.Ordinal);
    }
}
