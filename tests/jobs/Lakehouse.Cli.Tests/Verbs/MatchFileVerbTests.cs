using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Verbs;

public sealed class MatchFileVerbTests : IDisposable
{
    // As FEBRL writes it: a blank behind each comma, in the header too.
    private const string People =
        "id, name, born, who\n"
        + "1, ann miller, 1980-01-01, a\n2, ann miler, 1980-01-01, a\n3, bob stone, 1975-05-05, b\n4, bob stone, 1975-05-06, b\n"
        + "5, cat young, 1990-09-09, c\n6, dan frost, 1960-06-06, d\n7, eve black, 1951-02-03, e\n8, eve black, 1951-02-03, e\n";

    private const string Model =
        """
        model: people
        id: id
        columns: {name: [name], born: [date]}
        blocking: {rules: {name: [name], born: [born]}}
        comparisons: {name: [exact, damerau_levenshtein 1], born: [exact, date_typo 1]}
        """;

    private readonly CommandLine _command = new();

    public MatchFileVerbTests()
    {
        _command.Folder.Write("people.csv", People);
        _command.Folder.Write("people.yml", Model);
    }

    public void Dispose() => _command.Dispose();

    [Fact]
    public async Task Pairs_and_clusters_are_written_and_measured()
    {
        CommandOutcome outcome = await _command.RunAsync(
            "match", "file", "people.csv", "--model", "people.yml", "--pairs", "pairs.csv", "--clusters", "clusters.ndjson", "--truth", "who", "--json");

        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
        Assert.Contains("\"true_pairs\":3,\"recall_ceiling\":1,\"precision\":1,\"recall\":1,\"f1\":1,", Assert.Single(outcome.Lines), StringComparison.Ordinal);
        Assert.StartsWith(
            "id_l,id_r,match_probability,match_weight,decision,prior_weight,name_level,name_weight,born_level,born_weight,cluster_weight\n",
            await File.ReadAllTextAsync(_command.Folder.At("pairs.csv")),
            StringComparison.Ordinal);
        Assert.Equal("{\"id\":\"2\",\"cluster_id\":\"1\"}", (await File.ReadAllLinesAsync(_command.Folder.At("clusters.ndjson")))[1]);
    }

    [Theory]
    [InlineData("match file people.csv", 2, "LH9020")]
    [InlineData("match file people.csv --model none.yml", 1, "LH6201")]
    [InlineData("match file nobody.csv --model people.yml", 1, "LH6206")]
    [InlineData("match file people.csv --model people.yml --pairs pairs.xlsx", 1, "LH6207")]
    [InlineData("match file people.csv --model people.yml --truth whom", 1, "LH6208")]
    [InlineData("match file people.csv --model people.yml --trained none.json", 1, "LH9071")]
    public async Task What_is_missing_is_named(string line, int exitCode, string code)
    {
        CommandOutcome outcome = await _command.RunAsync(line.Split(' '));

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith(code, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_model_names_an_example_that_is_there()
    {
        CommandOutcome outcome = await _command.RunAsync("match", "file", "people.csv");

        Assert.Contains("examples/matching/persons.yml", outcome.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.At("examples", "matching", "persons.yml")));
    }
}
