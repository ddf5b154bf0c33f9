using System.Globalization;
using Lakehouse.Cli.Output;
using Lakehouse.Matching.Blocking;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Quality;
using Lakehouse.Matching.Running;

namespace Lakehouse.Cli.Matching;

/// <summary>Tells what a matching did: as text, or as one JSON object.</summary>
internal static class MatchReportText
{
    private static readonly string[] JsonNames =
    [
        "model", "records", "other_records", "candidate_pairs", "merged_pairs", "review_pairs", "rejected_pairs", "clusters",
        "merged_clusters", "lambda", "converged", "true_pairs", "recall_ceiling", "precision", "recall", "f1", "best_f1", "best_f1_weight",
        "best_f1_probability", "best_f1_precision", "best_f1_recall", "seconds",
    ];

    /// <summary>Writes the report.</summary>
    /// <param name="terminal">Where to write.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="report">What was done.</param>
    internal static void Write(Terminal terminal, MatchRequest request, MatchReport report)
    {
        if (terminal.Choices.Json)
        {
            terminal.Rows(new ResultRows([.. JsonNames.Select(name => new TableColumn(name))], [JsonValues(request, report)]));
            return;
        }

        terminal.Answer(Text($"{report.Records.Total:N0} records by the model '{request.Model.Name}': {report.Clusters.Merged:N0} clusters of several records, {report.Clusters.Total:N0} in all."));
        terminal.Answer(Text($"{report.Pairs.Merge:N0} pairs merged, {report.Pairs.Review:N0} to review, {report.Pairs.Reject:N0} rejected and reported; probability that two records match: {report.Trained.Parameters.Lambda:E2}."));
        WriteRules(terminal, report);
        WriteNotices(terminal, report);
        if (report.Quality is { } quality)
        {
            WriteQuality(terminal, request, quality);
        }

        terminal.Hint(string.Join(", ", report.Stages.Select(stage => Text($"{stage.Name} {stage.Time.TotalSeconds:F2} s"))));
    }

    private static void WriteRules(Terminal terminal, MatchReport report)
    {
        terminal.Answer(StyledLine.Empty);
        terminal.Rows(new ResultRows(
            [new("blocking_rule"), new("pairs", IsNumber: true), new("largest_block", IsNumber: true), new("omitted_blocks", IsNumber: true), new("omitted_pairs", IsNumber: true)],
            [.. report.Blocking.Rules.Select(rule => (IReadOnlyList<object?>)
                [rule.Name, (long)rule.PairCount, rule.LargestBlock, rule.OmittedBlocks, (long)rule.OmittedPairs])]));
    }

    private static void WriteNotices(Terminal terminal, MatchReport report)
    {
        foreach (RuleCount rule in report.Blocking.Rules.Where(rule => rule.OmittedBlocks > 0))
        {
            terminal.Message(
                Text($"{rule.OmittedBlocks:N0} blocks of the rule '{rule.Name}' are larger than blocking.max_block: their {rule.OmittedPairs:N0} pairs are left to the other rules."),
                Tone.Warning);
        }

        foreach (TrainingSession session in report.Trained.Sessions.Where(session => !session.HasConverged))
        {
            terminal.Message(Text($"EM over the pairs of the rule '{session.Rule}' did not converge in {session.Rounds} rounds: its weights are rough."), Tone.Warning);
        }

        foreach (string comparison in report.Trained.Untrained)
        {
            terminal.Message($"No blocking rule leaves '{comparison}' free to learn from: its m is the one to begin with. Add a rule without its columns.", Tone.Warning);
        }
    }

    private static void WriteQuality(Terminal terminal, MatchRequest request, MatchQuality quality)
    {
        terminal.Answer(StyledLine.Empty);
        terminal.Answer(Text($"{quality.TruePairs:N0} true pairs; the blocking rules find {quality.RecallCeiling:P2} of them."));
        terminal.Rows(new ResultRows(
            [new("at"), new("weight", IsNumber: true), new("true_positives", IsNumber: true), new("false_positives", IsNumber: true), new("false_negatives", IsNumber: true), new("precision", IsNumber: true), new("recall", IsNumber: true), new("f1", IsNumber: true)],
            [
                QualityRow("merge", MatchParameters.WeightOf(request.Model.Thresholds.Merge), quality.AtMerge),
                QualityRow("best F1", quality.BestWeight, quality.Best),
            ]));
    }

    private static IReadOnlyList<object?> QualityRow(string at, double weight, PairQuality quality) =>
    [
        at, Text($"{weight:F2}"), quality.TruePositives, quality.FalsePositives, quality.FalseNegatives,
        Text($"{quality.Precision:F4}"), Text($"{quality.Recall:F4}"), Text($"{quality.F1:F4}"),
    ];

    private static IReadOnlyList<object?> JsonValues(MatchRequest request, MatchReport report)
    {
        MatchQuality? quality = report.Quality;
        double? bestWeight = quality is null || double.IsInfinity(quality.BestWeight) ? null : quality.BestWeight;
        return
        [
            request.Model.Name, report.Records.Left, report.Records.IsLink ? report.Records.Right : null, report.Blocking.MostPairs,
            report.Pairs.Merge, report.Pairs.Review, report.Pairs.Reject, (long)report.Clusters.Total, (long)report.Clusters.Merged,
            report.Trained.Parameters.Lambda, report.Trained.Sessions.All(session => session.HasConverged),
            quality?.TruePairs, quality?.RecallCeiling, quality?.AtMerge.Precision, quality?.AtMerge.Recall, quality?.AtMerge.F1,
            quality?.Best.F1, bestWeight, bestWeight is { } weight ? MatchParameters.Probability(weight) : null,
            quality?.Best.Precision, quality?.Best.Recall, report.Stages.Sum(stage => stage.Time.TotalSeconds),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
