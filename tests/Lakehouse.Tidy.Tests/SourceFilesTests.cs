using System.Text.RegularExpressions;
using Lakehouse.Testing;

namespace Lakehouse.Tidy.Tests;

/// <summary>House rules that no analyzer checks. The lists of exceptions may only become shorter.</summary>
public sealed partial class SourceFilesTests
{
    private const int LongestSourceFile = 400;
    private const int LongestTestFile = 600;
    private const int LongestModel = 150;
    private const int LongestLine = 165;

    private static readonly string[] Roots = ["pipelines", "jobs", "tests", "infra", "sql"];

    private static readonly string[] UnwantedEndings = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Common"];

    [Fact]
    public void A_file_can_be_read_in_one_sitting()
    {
        IEnumerable<string> longFiles = Files(".cs")
            .Select(file => (File: file, Lines: File.ReadLines(file).Count()))
            .Where(found => found.Lines > (IsTest(found.File) ? LongestTestFile : LongestSourceFile))
            .Select(found => $"{Relative(found.File)} has {found.Lines} lines");

        Assert.Empty(longFiles);
    }

    [Fact]
    public void A_long_line_is_a_sentence_in_quotes_or_a_comment()
    {
        IEnumerable<string> longLines =
            from file in Files(".cs")
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > LongestLine
                && !line.Text.Contains('"', StringComparison.Ordinal)
                && !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
            select $"{Relative(file)}:{line.Number} has {line.Text.Length} columns";

        Assert.Empty(longLines);
    }

    [Fact]
    public void A_model_can_be_read_on_two_screens()
    {
        IEnumerable<string> longModels = Files(".sql")
            .Where(file => !Relative(file).StartsWith("sql/functions/", StringComparison.Ordinal))
            .Select(file => (File: file, Lines: SqlLines(file)))
            .Where(found => found.Lines > LongestModel)
            .Select(found => $"{Relative(found.File)} has {found.Lines} lines of SQL");

        Assert.Empty(longModels);
    }

    [Fact]
    public void A_type_is_named_for_what_it_is() =>
        Assert.Empty(Files(".cs")
            .Where(file => !Relative(file).StartsWith("infra/duckdb/bindings/", StringComparison.Ordinal))
            .Where(file => UnwantedEndings.Any(ending => Path.GetFileNameWithoutExtension(file).EndsWith(ending, StringComparison.Ordinal)))
            .Select(Relative));

    [Fact]
    public void Nothing_is_left_unfinished() =>
        Assert.Empty(Files(".cs").Concat(Files(".sql"))
            .Where(file => !file.EndsWith("SourceFilesTests.cs", StringComparison.Ordinal))
            .Where(file => Unfinished().IsMatch(File.ReadAllText(file)))
            .Select(Relative));

    [Fact]
    public void Sql_never_asks_for_the_time_or_for_chance() =>
        Assert.Empty(Files(".sql")
            .Where(file => !Relative(file).StartsWith("sql/functions/", StringComparison.Ordinal))
            .Where(file => Nondeterministic().IsMatch(WithoutComments(File.ReadAllText(file))))
            .Select(Relative));

    [Fact]
    public void No_test_is_skipped_for_good() =>
        Assert.Empty(Files(".cs")
            .Where(file => !file.EndsWith("SourceFilesTests.cs", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("(Skip =", StringComparison.Ordinal))
            .Select(Relative));

    private static IEnumerable<string> Files(string extension) => Roots
        .Select(root => Repository.At(root))
        .Where(Directory.Exists)
        .SelectMany(root => Directory.EnumerateFiles(root, "*" + extension, SearchOption.AllDirectories))
        .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static bool IsTest(string file) => Relative(file).StartsWith("tests/", StringComparison.Ordinal);

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');

    private static int SqlLines(string file) => WithoutComments(File.ReadAllText(file))
        .Split('\n')
        .Count(line => !string.IsNullOrWhiteSpace(line));

    private static string WithoutComments(string sql) => Comments().Replace(sql, string.Empty);

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(
        @"\b(now|current_timestamp|current_date|today|random|uuid|gen_random_uuid)\s*\(|\bcurrent_(date|timestamp)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nondeterministic();

    [GeneratedRegex(@"/\*.*?\*/|--[^\n]*", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();
}
