using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Files;
using Lakehouse.Project;

namespace Lakehouse.Ingest;

/// <summary>Lands the files of sources in bronze tables: each content exactly once, and every row either there or in quarantine.</summary>
/// <remarks>
/// A file's rows and the record that its content has landed are one commit, so that a run that is stopped at any instant
/// and started again neither loses nor doubles a row. Not for two runs at once on one warehouse: the second is refused
/// when it commits. Safe to call for one source after another.
/// </remarks>
public sealed class Landing
{
    private readonly LandingOptions _options;
    private readonly DateTimeOffset _startedAt;

    /// <summary>Prepares the landings of one run. All their rows carry the same <c>_ingested_at</c>: the clock's instant now.</summary>
    /// <param name="options">The surroundings.</param>
    public Landing(LandingOptions options)
    {
        _options = options;
        _startedAt = LandingRun.Now(options.Clock);
    }

    /// <summary>Lands what is new of a source.</summary>
    /// <param name="source">The contract.</param>
    /// <param name="landingFolder">Where its files land, an absolute path without variables.</param>
    /// <param name="progress">Told of progress; null for none.</param>
    /// <param name="cancellationToken">Stops the landing; what is committed stays, and the next run goes on from there.</param>
    /// <returns>What became of each file that was new. Refused files are in it; they do not throw.</returns>
    /// <exception cref="IngestException">
    /// <c>LH3001</c>: there is no such folder. <c>LH3002</c> to <c>LH3005</c>: the contract cannot be landed.
    /// <c>LH3006</c>: a file cannot be read. <c>LH3024</c>: the contract does not fit the bronze table.
    /// <c>LH3030</c>: another run lands the same. <c>LH3032</c>: the warehouse cannot be written.
    /// </exception>
    /// <exception cref="EngineException">The machine fails: disk, memory, rights.</exception>
    /// <exception cref="Delta.DeltaException">A table cannot be read or written.</exception>
    public async Task<SourceLanding> LandAsync(
        SourceContract source,
        string landingFolder,
        IProgress<LandingProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await LandAsync(source, LandingFolder.Open(landingFolder, source.Name), progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lands what is new in a folder.</summary>
    internal async Task<SourceLanding> LandAsync(
        SourceContract source,
        LandingFolder folder,
        IProgress<LandingProgress>? progress,
        CancellationToken cancellationToken)
    {
        EntityLander[] landers = [.. source.Entities.Select(entity => new EntityLander(source.Name, entity, folder, progress))];
        var run = new LandingRun(_options, _startedAt);
        await using (run.ConfigureAwait(false))
        {
            try
            {
                return await LandAsync(source.Name, landers, run, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw new IngestException(
                    "LH3032",
                    $"found the warehouse {_options.WarehouseFolder} not writable while {source.Name} was landed: {cause.Message}",
                    "Free space on that disk, or give this user the right to write there, and run again.",
                    cause);
            }
        }
    }

    private async Task<SourceLanding> LandAsync(string source, EntityLander[] landers, LandingRun run, CancellationToken cancellationToken)
    {
        var projection = new BatchProjection(_options.Tables, run.SessionAsync);
        await projection.LoadAsync(cancellationToken).ConfigureAwait(false);
        var bronze = new Dictionary<EntityLander, Snapshot?>();
        foreach (EntityLander lander in landers)
        {
            bronze[lander] = await _options.Tables(lander.Table).TryLoadAsync(cancellationToken).ConfigureAwait(false);
        }

        // Batches that a run before committed and did not live to record.
        BronzeState[] before = [.. landers.Select(lander => State(lander, bronze[lander])).OfType<BronzeState>()];
        await projection.CatchUpAsync(before, [], cancellationToken).ConfigureAwait(false);

        var landings = new List<EntityLanding>();
        var states = new List<BronzeState>();
        foreach (EntityLander lander in landers)
        {
            (EntityLanding landing, Snapshot? after) =
                await lander.LandAsync(run, bronze[lander], projection.Transactions, cancellationToken).ConfigureAwait(false);
            landings.Add(landing);
            states.AddRange(State(lander, after) is { } state ? [state] : []);
        }

        IngestionBatch[] further = [.. landings.SelectMany(landing => landing.Batches).Where(batch => IsRecordedHere(batch, projection))];
        await projection.CatchUpAsync(states, further, cancellationToken).ConfigureAwait(false);
        return new SourceLanding(source, landings);
    }

    private static BronzeState? State(EntityLander lander, Snapshot? snapshot) =>
        snapshot is null ? null : new BronzeState(lander.Table, snapshot.Metadata.Id, snapshot.Version);

    // Landed files are recorded in their bronze commit. A refused file is tried in every run and recorded once.
    private static bool IsRecordedHere(IngestionBatch batch, BatchProjection projection) => batch.Status switch
    {
        BatchStatus.Redelivered => true,
        BatchStatus.Rejected => !projection.Transactions.ContainsKey(
            BatchIds.RefusalTransaction(batch.Source, batch.Entity, batch.ContentSha256)),
        _ => false,
    };
}
