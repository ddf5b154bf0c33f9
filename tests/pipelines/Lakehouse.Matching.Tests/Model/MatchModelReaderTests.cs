using Lakehouse.Matching.Model;
using Lakehouse.Testing;

namespace Lakehouse.Matching.Tests.Model;

public sealed class MatchModelReaderTests
{
    private const string Head =
        """
        model: people
        id: id
        columns: {name: [name], dob: [date]}
        blocking: {rules: {dob: [dob], start: ["left(name, 2)"]}}
        """;

    [Fact]
    public void A_model_is_read_with_what_it_leaves_out()
    {
        MatchModel model = MatchFixture.Model(Head + "\ncomparisons: {name: [exact, jaro_winkler 0.9], dob: {levels: [exact], term_frequency: true}}");

        Assert.Equal(["dob"], model.Rules[0].Columns);
        Assert.Equal(["name"], model.Rules[1].Columns);
        Assert.Equal(["dob"], model.TermFrequencyColumns);
        Assert.Equal(0.95, model.Thresholds.Merge);
        Assert.Equal(["missing", "exact", "jaro_winkler 0.9", "different"], Enumerable.Range(0, 4).Select(model.Comparisons[0].Label));
    }

    [Theory]
    [InlineData("comparisons: {name: [jaro_winkle 0.9]}", "LH6203", "Did you mean 'jaro_winkler'?")]
    [InlineData("comparisons: {name: [exact 3]}", "LH6203", "expected nothing or a column of the comparison.")]
    [InlineData("comparisons: {name: [swapped]}", "LH6203", "expected a comparison of two.")]
    [InlineData("comparisons: {nam: [exact]}", "LH6205", "Did you mean 'name'?")]
    [InlineData("comparisons: {name: [exact]}\nthresholds: {merge: 0.5, review: 0.9}", "LH6204", "expected each at least the one before.")]
    public void What_is_wrong_is_named_with_the_way_out(string rest, string code, string words)
    {
        MatchingException fault = Assert.Throws<MatchingException>(() => MatchFixture.Model($"{Head}\n{rest}"));

        Assert.Equal(code, fault.Code);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_normaliser_is_named()
    {
        MatchingException fault = Assert.Throws<MatchingException>(() => MatchFixture.Model(
            "model: m\nid: id\ncolumns: {name: [lowr]}\nblocking: {rules: {name: [name]}}\ncomparisons: {name: [exact]}"));

        Assert.Equal("LH6202", fault.Code);
        Assert.Contains("Did you mean 'lower'?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_example_is_a_model()
    {
        string[] files = Directory.GetFiles(Repository.At("examples", "matching"), "*.yml");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotEmpty(MatchModelReader.Read(file).Comparisons));
    }
}
