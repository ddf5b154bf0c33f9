using System.CommandLine;
using Lakehouse.Cli.Matching;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Running;

namespace Lakehouse.Cli.Verbs;

/// <summary><c>match file INPUT</c>: matches the records of a file, without a project.</summary>
internal sealed class MatchFileVerb : Verb
{
    private readonly Argument<string> _input = new("INPUT") { HelpName = "INPUT", Description = "Records: CSV, TSV, NDJSON or Parquet." };
    private readonly Option<string?> _link = new("--link") { HelpName = "OTHER", Description = "Find who of INPUT is who in this file, instead of duplicates within INPUT." };
    private readonly Option<string?> _model = new("--model") { HelpName = "MODEL.yml", Description = "The model. Required; examples/matching has some." };
    private readonly Option<string?> _pairs = new("--pairs") { HelpName = "FILE", Description = "Where the pairs go: .csv, .tsv, .ndjson or .parquet." };
    private readonly Option<string?> _clusters = new("--clusters") { HelpName = "FILE", Description = "Where each record's cluster goes: .csv, .tsv, .ndjson or .parquet." };
    private readonly Option<string?> _truth = new("--truth") { HelpName = "COLUMN", Description = "A column, of INPUT or of the model, that tells who is who: measures the model." };
    private readonly Option<string?> _trained = new("--trained") { HelpName = "FILE", Description = "What an earlier run learnt, instead of learning anew." };
    private readonly Option<string?> _saveTrained = new("--save-trained") { HelpName = "FILE", Description = "Where what was learnt goes, as JSON: m, u and the match weight of every level." };
    private readonly Option<string?> _threads = new("--threads") { HelpName = "N", Description = "Threads of the engine. Default: one a core." };
    private readonly Option<string?> _memory = new("--memory") { HelpName = "SIZE", Description = "Memory of the engine, for example 1GB. Default: its own." };

    /// <inheritdoc/>
    internal override string Name => "file";

    /// <inheritdoc/>
    internal override string Summary => "Match the records of a file and write pairs and clusters.";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Details =>
    [
        "Needs no project. Pairs have both ids, match_probability, match_weight, each comparison's level and weight, and the decision; "
        + "clusters have id and cluster_id. With --truth it tells precision, recall, F1 and the recall that the blocking rules allow.",
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Example> Examples =>
    [
        new("match file people.csv --model persons.yml --pairs pairs.csv --clusters clusters.csv", "duplicates within a file"),
        new("match file ours.csv --link theirs.parquet --model persons.yml --pairs pairs.parquet", "records of one file in another"),
        new("match file people.csv --model persons.yml --truth cluster --json", "how good a model is, as one JSON object"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Argument> Arguments => [_input];

    /// <inheritdoc/>
    internal override IReadOnlyList<Option> Options => [_link, _model, _pairs, _clusters, _truth, _trained, _saveTrained, _threads, _memory];

    /// <inheritdoc/>
    internal override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        const int MostThreads = 1024;
        MatchRequest request = Request(invocation);
        DuckDbEngine engine = new(new DuckDbOptions
        {
            Clock = invocation.Surroundings.Clock,
            Ids = invocation.Surroundings.Ids,
            MemoryLimit = invocation.Value(_memory),
            Threads = (int?)invocation.WholeNumber(_threads, 1, MostThreads),
        });
        await using (engine.ConfigureAwait(false))
        {
            IEngineSession session = await engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                MatchRun run = new(session, invocation.Surroundings.Clock);
                MatchReport report = await run.ExecuteAsync(request, new StageLine(invocation.Terminal), cancellationToken).ConfigureAwait(false);
                if (invocation.Value(_saveTrained) is { Length: > 0 } path)
                {
                    string json = TrainedModelJson.Write(request.Model, report.Trained);
                    await File.WriteAllTextAsync(invocation.FullPath(path), json, cancellationToken).ConfigureAwait(false);
                }

                MatchReportText.Write(invocation.Terminal, request, report);
            }
        }

        return ExitCode.Done;
    }

    private MatchRequest Request(Invocation invocation)
    {
        string? model = invocation.Value(_model);
        if (string.IsNullOrEmpty(model))
        {
            throw new CliException(
                "LH9020",
                "found no --model, expected a match model: what is compared depends on the records.",
                "Start from examples/matching/persons.yml: copy it, name your columns, and give it with --model.");
        }

        MatchModel read = MatchModelReader.Read(invocation.FullPath(model));
        return new MatchRequest
        {
            Model = read,
            Trained = Trained(invocation, read),
            Input = MatchFiles.Read(invocation.FullPath(invocation.Value(_input)!)),
            Other = invocation.Value(_link) is { Length: > 0 } other ? MatchFiles.Read(invocation.FullPath(other)) : null,
            PairsFile = Output(invocation, _pairs),
            ClustersFile = Output(invocation, _clusters),
            TruthColumn = invocation.Value(_truth),
        };
    }

    private TrainedModel? Trained(Invocation invocation, MatchModel model)
    {
        if (invocation.Value(_trained) is not { Length: > 0 } file)
        {
            return null;
        }

        string path = invocation.FullPath(file);
        return File.Exists(path)
            ? TrainedModelJson.Read(File.ReadAllText(path), model, path)
            : throw new CliException("LH9071", $"found no file {path} for --trained, expected what --save-trained wrote.", "Name the file, or leave --trained away to learn.");
    }

    private static string? Output(Invocation invocation, Option<string?> option) =>
        invocation.Value(option) is { Length: > 0 } path ? MatchFiles.RequireWritable(invocation.FullPath(path)) : null;
}
