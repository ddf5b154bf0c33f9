using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Ingest;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Databases;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Project;

namespace Lakehouse.Runs;

/// <summary>Lands the sources of a project, one after another.</summary>
/// <param name="lakehouse">The project's engine and tables.</param>
/// <param name="runId">The run.</param>
internal sealed class SourceLander(ProjectLakehouse lakehouse, string runId)
{
    /// <summary>The tables that landing writes beside those of the contracts; models may read them.</summary>
    internal static IReadOnlyDictionary<TableName, StructType> Tables { get; } = new Dictionary<TableName, StructType>
    {
        [BatchTable.Name] = BatchTable.Schema,
        [QuarantineTable.Name] = QuarantineTable.Schema,
    };

    /// <summary>Lands.</summary>
    /// <param name="progress">Told of progress; null for none.</param>
    /// <param name="cancellationToken">Stops the landing; what is committed stays.</param>
    /// <returns>What became of every entity, and the sources that could not be landed.</returns>
    /// <exception cref="ProjectException">A contract has faults.</exception>
    internal async Task<SourceLandings> LandAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        LakehouseProject project = lakehouse.Project;
        if (project.Sources.Count == 0)
        {
            return SourceLandings.None;
        }

        Dictionary<string, SourceContract> contracts = SourceContractReader.ReadAll(project)
            .ToDictionary(contract => contract.Name, StringComparer.Ordinal);
        LandingOptions options = new()
        {
            WarehouseFolder = project.WarehouseFolder,
            Tables = lakehouse.Table,
            Engine = lakehouse.Engine,
            RunId = runId,
            Clock = lakehouse.Clock,
            Ids = lakehouse.Ids,
        };
        Landing landing = new(options);
        DatabaseLanding databases = new(options);

        List<LandedEntity> entities = [];
        List<string> faults = [];
        foreach (string source in project.Sources)
        {
            SourceContract contract = contracts[source];
            try
            {
                (SourceLanding landed, LakehouseException? broken) = contract.Database is { } database
                    ? await databases.LandAsync(contract, Connection(database), Forward(progress), cancellationToken).ConfigureAwait(false)
                    : (await landing.LandAsync(contract, Folder(contract), Forward(progress), cancellationToken).ConfigureAwait(false), null);
                foreach (LandedEntity entity in landed.Entities.Select(entity => Summary(source, entity)))
                {
                    entities.Add(entity);
                    progress?.Report(new RunProgress.Landed(entity));
                }

                if (broken is not null)
                {
                    faults.Add(broken.Message);
                }
            }
            catch (LakehouseException fault) when (fault is not ProjectException)
            {
                // The next source may be well; the fault ends the run before anything is built from half the sources.
                faults.Add(fault.Message);
            }
        }

        return new SourceLandings(entities, faults);
    }

    private string Folder(SourceContract contract) =>
        Path.GetFullPath(lakehouse.Project.Expand(contract.LandingFolder, contract.File.FullPath), lakehouse.Project.Folder);

    private string Connection(DatabaseContract database) => database.ConnectionFile is { } file
        ? ConnectionText.Read(Path.GetFullPath(lakehouse.Project.Expand(file, database.Where), lakehouse.Project.Folder))
        : lakehouse.Project.Expand(database.Connection!, database.Where); // why: the contract has one of the two.

    private static LandedEntity Summary(string source, EntityLanding landing)
    {
        IngestionBatch[] landed = [.. landing.Batches.Where(batch => batch.Status is BatchStatus.Loaded or BatchStatus.Partial)];
        HashSet<string?> refused = [.. landing.Rejected.Select(batch => batch.File)];
        return new LandedEntity
        {
            Source = source,
            Entity = landing.Entity,
            NewFiles = landed.Length + refused.Count,
            KnownFiles = landing.FileCount - landed.Length - refused.Count,
            RejectedFiles = refused.Count,
            DeliveredRows = landed.Sum(batch => batch.DeliveredRows),
            LoadedRows = landing.LoadedRows,
            QuarantinedRows = landing.QuarantinedRows,
            Notices = [.. NoticeList.Of(landing.Notices.OrderByDescending(notice => refused.Contains(notice.File)))],
        };
    }

    private static Forwarded? Forward(IProgress<RunProgress>? progress) => progress is null ? null : new Forwarded(progress);

    private sealed class Forwarded(IProgress<RunProgress> progress) : IProgress<LandingProgress>
    {
        public void Report(LandingProgress value) => progress.Report(new RunProgress.Landing(value));
    }
}
