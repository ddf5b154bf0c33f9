using Lakehouse.Engine;
using Lakehouse.Matching.Blocking;
using Lakehouse.Matching.Clusters;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Quality;
using Lakehouse.Matching.Scoring;

namespace Lakehouse.Matching.Running;

/// <summary>One matching from records to clusters: read, count, learn, score, cluster, measure, write.</summary>
/// <remarks>
/// Equal records and an equal model give equal answers. Every stage is a table of the session; what was learnt is the
/// only thing that is computed outside the engine, from counted patterns, and so are clusters, from the pairs to merge.
/// </remarks>
/// <param name="session">A session of the engine, used by this run alone.</param>
/// <param name="clock">Times the stages.</param>
public sealed class MatchRun(IEngineSession session, TimeProvider clock)
{
    private readonly List<StageTime> _stages = [];

    /// <summary>Runs.</summary>
    /// <param name="request">What to match.</param>
    /// <param name="progress">Told of each stage as it begins; null for none.</param>
    /// <param name="cancellationToken">Interrupts the engine; a file that is half written may stay behind.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="MatchingException">The records do not fit the model, or there are too many pairs.</exception>
    public async Task<MatchReport> ExecuteAsync(MatchRequest request, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        MatchModel model = request.Model;
        RecordCounts records = await StageAsync("read", progress, () => new RecordTables(session, model)
            .LoadAsync(request.Input, request.Other, request.TruthColumn, cancellationToken)).ConfigureAwait(false);
        BlockingReport blocking = await StageAsync("count", progress, () => new BlockCounter(session, model)
            .CountAsync(records, cancellationToken)).ConfigureAwait(false);
        TrainedModel trained = await StageAsync("learn", progress, () => request.Trained is { } known
            ? Task.FromResult(known)
            : TrainAsync(model, records, blocking, cancellationToken)).ConfigureAwait(false);
        PairScorer scorer = new(session, model, trained.Parameters, records);
        await StageAsync("score", progress, async () =>
        {
            await scorer.ScoreAsync(MatchParameters.WeightOf(model.Thresholds.Report), cancellationToken).ConfigureAwait(false);
            return 0;
        }).ConfigureAwait(false);
        ClusterCounts clusters = await StageAsync("cluster", progress, () => new ClusterBuilder(session, model, scorer)
            .BuildAsync(records, cancellationToken)).ConfigureAwait(false);
        PairCounts pairs = await CountPairsAsync(cancellationToken).ConfigureAwait(false);
        MatchQuality? quality = request.TruthColumn is null ? null : await StageAsync("measure", progress, () =>
            new QualityMeasurement(session, model, records).MeasureAsync(cancellationToken)).ConfigureAwait(false);
        await StageAsync("write", progress, () => WriteAsync(request, trained.Parameters, records, cancellationToken)).ConfigureAwait(false);
        return new MatchReport
        {
            Records = records,
            Blocking = blocking,
            Trained = trained,
            Pairs = pairs,
            Clusters = clusters,
            Quality = quality,
            Stages = [.. _stages],
        };
    }

    private async Task<TrainedModel> TrainAsync(MatchModel model, RecordCounts records, BlockingReport blocking, CancellationToken cancellationToken)
    {
        PatternCounter counter = new(session, model, records);
        IReadOnlyList<PatternCount> random = await counter.RandomAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BlockedPattern> blocked = await counter
            .BlockedAsync([.. blocking.Rules.Select(rule => rule.PairCount)], cancellationToken).ConfigureAwait(false);
        return new Trainer(model).Train(random, blocked, records.AllPairs);
    }

    private async Task<PairCounts> CountPairsAsync(CancellationToken cancellationToken)
    {
        RowSet rows = await session.QueryAsync("select decision, count(*) from lh_final group by decision", int.MaxValue, cancellationToken).ConfigureAwait(false);
        Dictionary<string, long> counts = rows.Rows.ToDictionary(row => (string)row[0]!, row => (long)row[1]!, StringComparer.Ordinal);
        return new PairCounts(counts.GetValueOrDefault("merge"), counts.GetValueOrDefault("review"), counts.GetValueOrDefault("reject"));
    }

    private async Task<int> WriteAsync(MatchRequest request, MatchParameters parameters, RecordCounts records, CancellationToken cancellationToken)
    {
        PairsSelect selects = new(request.Model, parameters, records.IsLink);
        if (request.PairsFile is { } pairs)
        {
            await session.ExecuteAsync(MatchFiles.Write(selects.Pairs, pairs), cancellationToken).ConfigureAwait(false);
        }

        if (request.ClustersFile is { } clusters)
        {
            await session.ExecuteAsync(MatchFiles.Write(selects.Clusters, clusters), cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private async Task<T> StageAsync<T>(string name, IProgress<string>? progress, Func<Task<T>> work)
    {
        progress?.Report(name);
        long start = clock.GetTimestamp();
        T result = await work().ConfigureAwait(false);
        _stages.Add(new StageTime(name, clock.GetElapsedTime(start)));
        return result;
    }
}
