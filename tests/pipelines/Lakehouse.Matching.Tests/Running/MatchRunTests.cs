using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Quality;
using Lakehouse.Matching.Running;
using Lakehouse.Testing;

namespace Lakehouse.Matching.Tests.Running;

public sealed class MatchRunTests
{
    private static readonly string Persons = Repository.At("examples", "matching", "persons.yml");
    private static readonly string Febrl = Repository.At("examples", "matching", "febrl.yml");

    [SharedDataFact("data/febrl/dataset3.csv")]
    public async Task Febrl_3_is_matched_beyond_the_published_quality()
    {
        MatchQuality quality = await QualityAsync(Febrl, "data/febrl/dataset3.csv", "entity");

        Assert.Equal(6538, quality.TruePairs);
        Assert.InRange(quality.AtMerge.Precision, 0.999, 1);
        Assert.InRange(quality.AtMerge.Recall, 0.99, 1);
        Assert.InRange(quality.Best.F1, 0.9954, 1);
    }

    [SharedDataFact("data/febrl/dataset1.csv")]
    public async Task Febrl_1_is_matched_without_a_fault()
    {
        MatchQuality quality = await QualityAsync(Febrl, "data/febrl/dataset1.csv", "entity");

        Assert.Equal(new PairQuality(500, 0, 0), quality.AtMerge);
    }

    [SharedDataFact("data/splink/fake_1000.csv")]
    public async Task Fake_1000_is_matched_beyond_the_published_quality()
    {
        MatchQuality quality = await QualityAsync(Persons, "data/splink/fake_1000.csv", "cluster");

        Assert.Equal(2031, quality.TruePairs);
        Assert.InRange(quality.AtMerge.Precision, 0.99, 1);
        Assert.InRange(quality.Best.F1, 0.92, 1);
    }

    [SharedDataFact("data/splink/fake_1000.csv")]
    public async Task Equal_inputs_give_equal_files_whatever_the_threads()
    {
        using TemporaryFolder folder = new();
        string input = SharedData.Require("data/splink/fake_1000.csv");
        MatchRequest request = MatchFixture.Request(Persons, input);

        await MatchFixture.RunAsync(request with { PairsFile = folder.At("p1.csv"), ClustersFile = folder.At("c1.csv") }, threads: 1);
        await MatchFixture.RunAsync(request with { PairsFile = folder.At("p2.csv"), ClustersFile = folder.At("c2.csv") }, threads: 2);

        Assert.Equal(await File.ReadAllTextAsync(folder.At("p1.csv")), await File.ReadAllTextAsync(folder.At("p2.csv")));
        Assert.Equal(await File.ReadAllTextAsync(folder.At("c1.csv")), await File.ReadAllTextAsync(folder.At("c2.csv")));
    }

    [SharedDataFact("data/febrl/dataset3.csv")]
    public async Task Originals_and_their_duplicates_are_linked_between_two_files()
    {
        using TemporaryFolder folder = new();
        string[] lines = await File.ReadAllLinesAsync(SharedData.Require("data/febrl/dataset3.csv"));
        string originals = folder.Write("originals.csv", string.Join('\n', lines.Where((line, index) => index == 0 || line.Contains("-org,", StringComparison.Ordinal))));
        string duplicates = folder.Write("duplicates.csv", string.Join('\n', lines.Where((line, index) => index == 0 || line.Contains("-dup-", StringComparison.Ordinal))));

        MatchReport report = await MatchFixture.RunAsync(
            MatchFixture.Request(Febrl, originals, "entity") with { Other = MatchFiles.Read(duplicates), ClustersFile = folder.At("clusters.csv") });

        Assert.Equal(3000, report.Quality!.TruePairs);
        Assert.InRange(report.Quality.AtMerge.Precision, 0.999, 1);
        Assert.InRange(report.Quality.AtMerge.Recall, 0.99, 1);
        Assert.StartsWith("input,id,cluster_id", (await File.ReadAllLinesAsync(folder.At("clusters.csv")))[0], StringComparison.Ordinal);
    }

    [SharedDataFact("data/splink/fake_1000.csv")]
    public async Task The_parts_of_a_weight_sum_up_to_it()
    {
        using TemporaryFolder folder = new();
        await MatchFixture.RunAsync(MatchFixture.Request(Persons, SharedData.Require("data/splink/fake_1000.csv")) with { PairsFile = folder.At("pairs.csv") });

        string[] lines = await File.ReadAllLinesAsync(folder.At("pairs.csv"));
        string[] names = lines[0].Split(',');
        int[] parts = [.. names.Select((name, index) => (name, index)).Where(each => each.name.EndsWith("_weight", StringComparison.Ordinal) && each.name != "match_weight").Select(each => each.index)];
        int whole = Array.IndexOf(names, "match_weight");
        Assert.Equal(7, parts.Length);
        Assert.All(lines.Skip(1).Take(200), line =>
        {
            string[] values = line.Split(',');
            Assert.InRange(parts.Sum(index => Number(values[index])) - Number(values[whole]), -1e-5, 1e-5);
        });
    }

    [SharedDataFact("data/splink/fake_1000.csv")]
    public async Task What_was_learnt_can_be_kept_and_gives_the_same_answers()
    {
        MatchRequest request = MatchFixture.Request(Persons, SharedData.Require("data/splink/fake_1000.csv"), "cluster");
        MatchReport first = await MatchFixture.RunAsync(request);
        TrainedModel kept = TrainedModelJson.Read(TrainedModelJson.Write(request.Model, first.Trained), request.Model, "kept.json");

        MatchReport second = await MatchFixture.RunAsync(request with { Trained = kept });

        Assert.Equal(first.Quality, second.Quality);
        Assert.Equal(first.Pairs, second.Pairs);
    }

    [Fact]
    public async Task An_id_that_repeats_is_refused()
    {
        MatchingException fault = await FaultAsync("id,name\n1,ann\n1,bob\n", Simple);

        Assert.Equal(
            "LH6209: found the id '1' in 2 records of people.csv, expected an id of its own for each. Name another column as 'id' of the model, or number the records.",
            fault.Message);
    }

    [Fact]
    public async Task A_column_that_the_input_lacks_is_named() =>
        Assert.Equal("LH6208", (await FaultAsync("id,nam\n1,ann\n", Simple)).Code);

    [Fact]
    public async Task More_pairs_than_allowed_are_refused_before_any_is_compared()
    {
        string records = "id,name\n" + string.Concat(Enumerable.Range(0, 100).Select(number => FormattableString.Invariant($"{number},ann\n")));

        MatchingException fault = await FaultAsync(records, Simple.Replace("rules:", "max_pairs: 1000, rules:", StringComparison.Ordinal));

        Assert.Equal("LH6210", fault.Code);
        Assert.Contains("found 4,950 pairs to compare (name 4,950), expected 1,000 at the most.", fault.Message, StringComparison.Ordinal);
    }

    private const string Simple = "model: m\nid: id\ncolumns: {name: [name]}\nblocking: {rules: {name: [name]}}\ncomparisons: {name: [exact]}";

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<MatchQuality> QualityAsync(string model, string data, string truth) =>
        (await MatchFixture.RunAsync(MatchFixture.Request(model, SharedData.Require(data), truth))).Quality!;

    private static async Task<MatchingException> FaultAsync(string records, string model)
    {
        using TemporaryFolder folder = new();
        MatchRequest request = new()
        {
            Model = MatchFixture.Model(model),
            Input = MatchFiles.Read(folder.Write("people.csv", records)) with { Label = "people.csv" },
        };
        return await Assert.ThrowsAsync<MatchingException>(() => MatchFixture.RunAsync(request));
    }
}
