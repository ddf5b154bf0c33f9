using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Matching.Text;
using Lakehouse.Project;
using Lakehouse.Project.Yaml;

namespace Lakehouse.Matching.Model;

/// <summary>Reads a match model from YAML.</summary>
public static class MatchModelReader
{
    private static readonly TimeSpan RegexTime = TimeSpan.FromSeconds(1);

    /// <summary>Reads a model.</summary>
    /// <param name="file">The path of the file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MatchingException">
    /// <c>LH6201</c>: the file is not there. <c>LH6202</c> to <c>LH6205</c>: a part is not as documented.
    /// </exception>
    /// <exception cref="ProjectException">The file is not YAML, or has a key that is unknown or absent.</exception>
    public static MatchModel Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new MatchingException(
                "LH6201",
                $"found no match model at {file}, expected a YAML file.",
                "Name one that exists; examples/matching/persons.yml is one to start from.");
        }

        using StreamReader reader = new(file);
        return Read(reader, file);
    }

    /// <summary>Reads a model from text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">The file that errors name.</param>
    /// <returns>The model.</returns>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public static MatchModel Read(TextReader reader, string file)
    {
        YamlSection yaml = YamlSection.Parse(reader, file, firstLine: 1);
        yaml.AllowOnly("model", "description", "id", "columns", "blocking", "comparisons", "thresholds", "clusters", "training");
        IReadOnlyList<MatchColumn> columns = Columns(yaml.RequiredSection("columns"));
        string[] names = [.. columns.Select(column => column.Name)];
        YamlSection blocking = yaml.RequiredSection("blocking");
        blocking.AllowOnly("rules", "max_pairs", "max_block");
        YamlSection? clusters = yaml.Section("clusters");
        clusters?.AllowOnly("max_size");
        MatchModel usual = new() { Name = string.Empty, IdColumn = string.Empty, Columns = [], Rules = [], Comparisons = [] };
        return usual with
        {
            Name = yaml.RequiredText("model"),
            Description = yaml.Text("description") ?? string.Empty,
            IdColumn = yaml.RequiredText("id"),
            Columns = columns,
            Rules = Rules(blocking.RequiredSection("rules"), names),
            Comparisons = Comparisons(yaml.RequiredSection("comparisons"), names),
            Thresholds = ThresholdsOf(yaml.Section("thresholds"), usual.Thresholds),
            Training = TrainingOf(yaml.Section("training"), usual.Training),
            MostPairs = blocking.WholeNumber("max_pairs", 1, 1_000_000_000_000) ?? usual.MostPairs,
            LargestBlock = (int)(blocking.WholeNumber("max_block", 2, 100_000_000) ?? usual.LargestBlock),
            LargestCluster = (int)(clusters?.WholeNumber("max_size", 2, 1_000_000) ?? usual.LargestCluster),
        };
    }

    private static IReadOnlyList<MatchColumn> Columns(YamlSection yaml)
    {
        NonEmpty(yaml, "column");
        return [.. yaml.Keys.Select(name => Column(name, yaml))];
    }

    private static MatchColumn Column(string name, YamlSection columns)
    {
        if (!columns.IsSection(name))
        {
            return new MatchColumn(name, Normaliser.Apply(Sql.Name(name), columns.Texts(name), columns.Where(name)));
        }

        YamlSection yaml = columns.RequiredSection(name);
        yaml.AllowOnly("from", "sql", "normalise");
        if (yaml.Has("from") == yaml.Has("sql"))
        {
            throw new MatchingException(
                "LH6204",
                $"found the column '{name}' at {columns.Where(name)} with {(yaml.Has("sql") ? "both 'from' and 'sql'" : "neither 'from' nor 'sql'")}, expected one of them.",
                "Write from: with a column of the input, or sql: with an expression over its columns.");
        }

        string source = yaml.Text("sql") is { } sql ? $"cast(({sql}) as varchar)" : Sql.Name(yaml.RequiredText("from"));
        return new MatchColumn(name, Normaliser.Apply(source, yaml.Texts("normalise"), columns.Where(name)));
    }

    private static IReadOnlyList<BlockingRule> Rules(YamlSection yaml, string[] columns)
    {
        NonEmpty(yaml, "blocking rule");
        const int MostRules = 30;
        if (yaml.Keys.Count > MostRules)
        {
            throw new MatchingException(
                "LH6204",
                $"found {yaml.Keys.Count} blocking rules at {yaml.File}:{yaml.Line}, expected {MostRules} at the most.",
                "Keep those that find pairs which no other rule finds.");
        }

        return [.. yaml.Keys.Select(name => Rule(name, yaml, columns))];
    }

    private static BlockingRule Rule(string name, YamlSection yaml, string[] columns)
    {
        IReadOnlyList<string> expressions = yaml.Texts(name);
        string[] used = [.. columns.Where(column => expressions.Any(expression => Names(expression, column)))];
        return expressions.Count > 0 && used.Length > 0
            ? new BlockingRule(name, expressions, used)
            : throw new MatchingException(
                "LH6204",
                $"found the blocking rule '{name}' at {yaml.Where(name)} without a column of the model, expected one of {string.Join(", ", columns)}.",
                "Write a list of columns, or of SQL expressions over them.");
    }

    private static bool Names(string expression, string column) =>
        Regex.IsMatch(expression, $@"(?<![\w']){Regex.Escape(column)}(?![\w'])", RegexOptions.ExplicitCapture, RegexTime);

    private static IReadOnlyList<Comparison> Comparisons(YamlSection yaml, string[] columns)
    {
        NonEmpty(yaml, "comparison");
        return [.. yaml.Keys.Select(name => ComparisonOf(name, yaml, columns))];
    }

    private static Comparison ComparisonOf(string name, YamlSection comparisons, string[] columns)
    {
        bool isDetailed = comparisons.IsSection(name);
        YamlSection? yaml = isDetailed ? comparisons.RequiredSection(name) : null;
        yaml?.AllowOnly("columns", "levels", "term_frequency");
        IReadOnlyList<string> compared = yaml?.Texts("columns") is { Count: > 0 } named ? named : [name];
        if (compared.FirstOrDefault(column => !columns.Contains(column)) is { } unknown)
        {
            throw new MatchingException(
                "LH6205",
                $"found the comparison '{name}' of the column '{unknown}' at {comparisons.Where(name)}, expected one of {string.Join(", ", columns)}.",
                NearestName.Of(unknown, columns) is { } nearest ? $"Did you mean '{nearest}'?" : "Add the column to 'columns'.");
        }

        string where = comparisons.Where(name);
        IReadOnlyList<string> texts = yaml is null ? comparisons.Texts(name) : yaml.Texts("levels");
        ComparisonLevel[] levels = [.. texts.Select(text => LevelText.Read(text, compared, where))];
        bool usesTermFrequency = yaml?.Boolean("term_frequency") ?? false;
        if (levels.Length == 0)
        {
            throw new MatchingException(
                "LH6205",
                $"found the comparison '{name}' at {where} without levels, expected at least one.",
                "Write levels from the strongest to the weakest, for example levels: [exact, jaro_winkler 0.9].");
        }

        return new Comparison(name, compared, levels, usesTermFrequency);
    }

    private static Thresholds ThresholdsOf(YamlSection? yaml, Thresholds usual)
    {
        if (yaml is null)
        {
            return usual;
        }

        yaml.AllowOnly("merge", "review", "report");
        const double Least = 1e-9;
        double merge = yaml.Number("merge", Least, 1 - Least) ?? usual.Merge;
        double review = yaml.Number("review", Least, 1 - Least) ?? Math.Min(usual.Review, merge);
        double report = yaml.Number("report", Least, 1 - Least) ?? Math.Min(usual.Report, review);
        return report <= review && review <= merge
            ? new Thresholds { Merge = merge, Review = review, Report = report }
            : throw new MatchingException(
                "LH6204",
                string.Create(CultureInfo.InvariantCulture, $"found the thresholds report {report}, review {review}, merge {merge} at {yaml.File}:{yaml.Line}, expected each at least the one before."),
                "Put them in order.");
    }

    private static TrainingOptions TrainingOf(YamlSection? yaml, TrainingOptions usual)
    {
        if (yaml is null)
        {
            return usual;
        }

        yaml.AllowOnly("random_pairs", "seed", "max_rounds", "tolerance");
        return new TrainingOptions
        {
            RandomPairs = yaml.WholeNumber("random_pairs", 1_000, 1_000_000_000) ?? usual.RandomPairs,
            Seed = yaml.WholeNumber("seed", 0, int.MaxValue) ?? usual.Seed,
            MostRounds = (int)(yaml.WholeNumber("max_rounds", 1, 1_000_000) ?? usual.MostRounds),
            Tolerance = yaml.Number("tolerance", 1e-12, 0.1) ?? usual.Tolerance,
        };
    }

    private static void NonEmpty(YamlSection yaml, string what)
    {
        if (yaml.Keys.Count == 0)
        {
            throw new MatchingException("LH6204", $"found no {what} at {yaml.File}:{yaml.Line}, expected at least one.", $"Add a {what}.");
        }
    }
}
