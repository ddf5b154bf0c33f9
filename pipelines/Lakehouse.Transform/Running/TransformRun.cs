using Lakehouse.Delta;
using Lakehouse.Delta.Stores;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.History;
using Lakehouse.Transform.Releases;

namespace Lakehouse.Transform.Running;

/// <summary>Builds silver and gold: decides, builds, checks, commits, releases, and writes down what happened.</summary>
public static class TransformRun
{
    /// <summary>Runs.</summary>
    /// <param name="request">What to build, and with what. Who calls holds the warehouse's run lock.</param>
    /// <param name="progress">Told of every step as it happens; null for none.</param>
    /// <param name="cancellationToken">Stops the run; committed steps stay committed, no release is published.</param>
    /// <returns>What became of every selected step. A step that fails is a result, not an exception.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The request allows less than one step at a time.</exception>
    /// <exception cref="TransformException">The project's files have faults, or the selection means nothing: nothing was run.</exception>
    public static async Task<TransformResult> ExecuteAsync(
        TransformRequest request,
        IProgress<RunEvent>? progress,
        CancellationToken cancellationToken)
    {
        if (request.Parallelism < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.Parallelism, "At least one step must run at a time.");
        }

        DateTimeOffset startedAt = request.Clock.GetUtcNow();
        TransformSetup setup = TransformSetup.Open(request);
        IReadOnlyList<Step> selected = await setup.SelectAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(new RunEvent.Started(selected.Count));

        SessionPool sessions = new(request.Engine);
        await using (sessions.ConfigureAwait(false))
        {
            StepSchedule schedule = new(setup, sessions, progress);
            try
            {
                await schedule.RunAsync(selected, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                TransformResult cancelled = ResultOf(request, startedAt, schedule.Finished) with
                {
                    ReleaseReason = "The run was cancelled.",
                };
                _ = await WriteHistoryAsync(request, sessions, cancelled, "CANCELLED").ConfigureAwait(false);
                throw;
            }

            TransformResult result = await ReleaseAsync(setup, ResultOf(request, startedAt, schedule.Finished), cancellationToken)
                .ConfigureAwait(false);
            string? fault = await WriteHistoryAsync(request, sessions, result, result.IsGood ? "SUCCEEDED" : "FAILED")
                .ConfigureAwait(false);
            result = result with { HistoryFault = fault };
            progress?.Report(new RunEvent.Finished(result));
            return result;
        }
    }

    private static TransformResult ResultOf(TransformRequest request, DateTimeOffset startedAt, IReadOnlyList<StepResult> steps) => new()
    {
        RunId = request.RunId,
        AsOf = request.AsOf,
        StartedAt = startedAt,
        FinishedAt = request.Clock.GetUtcNow(),
        Steps = steps,
    };

    private static async Task<TransformResult> ReleaseAsync(
        TransformSetup setup,
        TransformResult result,
        CancellationToken cancellationToken)
    {
        TransformRequest request = setup.Request;
        ReleaseLog log = new(request.Warehouse ?? new LocalTableStore(request.Project.WarehouseFolder));
        Release? latest = await log.LatestAsync(cancellationToken).ConfigureAwait(false);
        TransformResult withLatest = result with { Release = latest?.Number };
        if (!result.IsGood)
        {
            return withLatest with { ReleaseReason = "Steps failed or were skipped; readers keep the release that they have." };
        }

        ReleaseDecision decision = await new ReleaseDecider(setup.Graph, setup.States).DecideAsync(latest, cancellationToken)
            .ConfigureAwait(false);
        if (decision.Tables is not { } tables)
        {
            return withLatest with { ReleaseReason = decision.Reason };
        }

        Release published = await log.PublishAsync(
            new Release
            {
                Number = 0,
                RunId = request.RunId,
                AsOf = request.AsOf,
                CreatedAt = request.Clock.GetUtcNow(),
                Previous = null,
                Tables = tables,
            },
            cancellationToken).ConfigureAwait(false);
        return result with { Release = published.Number, IsReleasePublished = true, ReleaseReason = decision.Reason };
    }

    /// <summary>Writes the history, whose failure does not fail the run; a cancelled run writes it too.</summary>
    private static async Task<string?> WriteHistoryAsync(
        TransformRequest request,
        SessionPool sessions,
        TransformResult result,
        string status)
    {
        try
        {
            return await sessions
                .UseAsync<string?>(
                    async session =>
                    {
                        await new RunHistory(request)
                            .WriteAsync(session.Engine, result, status, CancellationToken.None)
                            .ConfigureAwait(false);
                        return null;
                    },
                    CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (LakehouseException fault)
        {
            return fault.Message;
        }
    }
}
