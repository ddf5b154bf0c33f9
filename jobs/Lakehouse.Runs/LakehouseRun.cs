using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Transform.Releases;
using Lakehouse.Transform.Running;

namespace Lakehouse.Runs;

/// <summary>One run: land the sources, build and check the models, publish the release, give it to readers.</summary>
/// <remarks>
/// The same run by hand and by schedule. A kill at any instant leaves every table in its old or its new state; the next
/// run takes up what was left, and readers keep the release that they had.
/// </remarks>
/// <param name="lakehouse">The project's engine and tables.</param>
public sealed class LakehouseRun(ProjectLakehouse lakehouse)
{
    /// <summary>Runs.</summary>
    /// <param name="request">What is asked for; its project is the lakehouse's.</param>
    /// <param name="progress">Told of everything as it happens; null for none.</param>
    /// <param name="cancellationToken">Stops the run cleanly: what is committed stays, nothing is released.</param>
    /// <returns>What the run did. Refused files, failed models and failed checks are results, not exceptions.</returns>
    /// <exception cref="RunException"><c>LH7001</c>: another run holds the warehouse. <c>LH7002</c>: it cannot be written.</exception>
    /// <exception cref="LakehouseException">The project's files have faults: nothing was run.</exception>
    public async Task<RunReport> ExecuteAsync(RunRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = lakehouse.Clock.GetUtcNow();
        string runId = NewRunId(startedAt);
        DateTimeOffset asOf = AsOfRule.Settle(request.AsOf, request.Project, lakehouse.Clock);
        using RunLock held = RunLock.Take(request.Project.WarehouseFolder, runId, startedAt);

        SourceLandings landings = request.Land && request.Selection.IsAll
            ? await new SourceLander(lakehouse, runId).LandAsync(progress, cancellationToken).ConfigureAwait(false)
            : SourceLandings.None;

        RunReport report = new()
        {
            RunId = runId,
            AsOf = asOf,
            StartedAt = startedAt,
            FinishedAt = startedAt,
            Landed = landings.Entities,
            SourceFaults = landings.Faults,
            Built = null,
            CatalogPath = null,
            PublishFault = null,
        };

        if (landings.IsGood || request.KeepGoing)
        {
            TransformResult built = await BuildAsync(request, runId, asOf, progress, cancellationToken).ConfigureAwait(false);
            report = await PublishAsync(report with { Built = built }, progress, cancellationToken).ConfigureAwait(false);
        }

        return report with { FinishedAt = lakehouse.Clock.GetUtcNow() };
    }

    /// <summary>What the transform is asked for, also to plan, to explain and to validate.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="runId">The run's id; any text where nothing is run.</param>
    /// <param name="asOf">The instant that counts as now.</param>
    /// <returns>The request.</returns>
    public TransformRequest TransformRequest(RunRequest request, string runId, DateTimeOffset asOf) => new()
    {
        Project = request.Project,
        Engine = lakehouse.Engine,
        SqlReader = lakehouse.Engine.SqlReader,
        Tables = lakehouse.Table,
        RunId = runId,
        AsOf = asOf,
        Selection = request.Selection,
        Full = request.Full,
        OtherTables = SourceLander.Tables,
        Clock = lakehouse.Clock,
        Command = request.Command,
        Trigger = request.Trigger,
        ProductVersion = request.ProductVersion,
    };

    private async Task<TransformResult> BuildAsync(
        RunRequest request,
        string runId,
        DateTimeOffset asOf,
        IProgress<RunProgress>? progress,
        CancellationToken cancellationToken)
    {
        IProgress<RunEvent>? events = progress is null ? null : new Forwarded<RunEvent>(happened => progress.Report(new RunProgress.Building(happened)));
        return await TransformRun.ExecuteAsync(TransformRequest(request, runId, asOf), events, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RunReport> PublishAsync(RunReport report, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        Release? release = await ReleaseLog.Open(lakehouse.Project.WarehouseFolder).LatestAsync(cancellationToken).ConfigureAwait(false);
        if (release is null)
        {
            return report;
        }

        CatalogPublication publication = new(lakehouse);
        if (publication.Shows(release))
        {
            return report with { CatalogPath = publication.CatalogPath };
        }

        progress?.Report(new RunProgress.Publishing(release.Number));
        try
        {
            return report with { CatalogPath = await publication.WriteAsync(release, cancellationToken).ConfigureAwait(false) };
        }
        catch (LakehouseException fault)
        {
            return report with { PublishFault = fault.Message };
        }
    }

    /// <summary>Ordered by time, fit for a folder's name, and unlike any other.</summary>
    private string NewRunId(DateTimeOffset startedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{startedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{lakehouse.Ids.Next().ToString("n")[^8..]}");

    private sealed class Forwarded<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
