using System.CommandLine;
using Lakehouse.Cli.Arguments;
using Lakehouse.Cli.Verbs;
using Lakehouse.Testing;

namespace Lakehouse.Cli.Tests.Help;

/// <summary>Help is what people read first: its text is kept and compared. <c>LAKEHOUSE_ACCEPT_GOLDEN=1</c> writes it anew.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Lines => [.. AllVerbs(new RootVerb(), string.Empty)];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Help_says_what_it_said(string line)
    {
        using CommandLine command = new();
        CommandOutcome outcome = await command.RunAsync([.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        string file = Repository.At("tests", "jobs", "Lakehouse.Cli.Tests", "Golden", "help", FileName(line));
        if (Environment.GetEnvironmentVariable("LAKEHOUSE_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, outcome.Output);
        }

        Assert.Equal(0, outcome.ExitCode);
        Assert.True(File.Exists(file), $"{file} is missing; LAKEHOUSE_ACCEPT_GOLDEN=1 writes it.");
        Assert.Equal(await File.ReadAllTextAsync(file), outcome.Output);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_verb_has_examples_that_parse(string line)
    {
        Verb verb = Find(line);
        Assert.True(verb.Examples.Count > 0, $"'{line}' has no example.");

        VerbCommand root = new(new RootVerb());
        foreach (Option option in new GlobalOptions().All)
        {
            root.Add(option);
        }

        foreach (Example example in verb.Examples)
        {
            string words = example.Line.Split(" < ")[0];
            ParseResult parsed = root.Parse(words);
            Assert.True(parsed.Errors.Count == 0 && parsed.UnmatchedTokens.Count == 0, $"'{words}' does not parse.");
            Assert.NotSame(root, parsed.CommandResult.Command);
        }
    }

    [Fact]
    public void No_line_of_help_is_wider_than_a_hundred_characters() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Repository.At("tests", "jobs", "Lakehouse.Cli.Tests", "Golden", "help")).SelectMany(File.ReadLines),
            line => line.Length > 100);

    [Fact]
    public async Task The_version_is_all_that_version_prints()
    {
        using CommandLine command = new();
        CommandOutcome outcome = await command.RunAsync("--version");

        Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", outcome.Output);
    }

    private static string FileName(string line) => line.Length == 0 ? "lakehouse.txt" : $"{line.Replace(' ', '-')}.txt";

    private static Verb Find(string line) => line
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate((Verb)new RootVerb(), (verb, word) => verb.Verbs.Single(below => below.Name == word));

    private static IEnumerable<string> AllVerbs(Verb verb, string path) =>
        verb.Verbs.SelectMany(below => AllVerbs(below, $"{path} {below.Name}".Trim())).Prepend(path);
}
