using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Files;
using Lakehouse.Ingest.Inspection;
using Lakehouse.Ingest.Loading;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest;

/// <summary>Lands the files of one entity.</summary>
internal sealed class EntityLander
{
    private readonly string _source;
    private readonly EntityContract _entity;
    private readonly LandingFolder _folder;
    private readonly IProgress<LandingProgress>? _progress;
    private readonly CsvDialect _dialect;
    private readonly FileInspector _inspector;
    private readonly FilePattern _pattern;

    /// <summary>Prepares.</summary>
    /// <param name="source">The source's name.</param>
    /// <param name="entity">The contract.</param>
    /// <param name="folder">Where the files land.</param>
    /// <param name="progress">Told of progress; null for none.</param>
    /// <exception cref="IngestException"><c>LH3002</c> to <c>LH3005</c>: the contract cannot be landed.</exception>
    public EntityLander(string source, EntityContract entity, LandingFolder folder, IProgress<LandingProgress>? progress)
    {
        string where = $"{source}.{entity.Name}";
        ContractCheck.Check(entity, where);
        _source = source;
        _entity = entity;
        _folder = folder;
        _progress = progress;
        _dialect = CsvDialect.Of(entity.Format.Delimiter, entity.Format.Quote, where);
        _inspector = new FileInspector(entity, _dialect, TextEncoding.Find(entity.Format.Encoding, where));
        _pattern = new FilePattern(entity.FilePattern);
        Table = new TableName("bronze", entity.TableName);
    }

    /// <summary>The bronze table.</summary>
    public TableName Table { get; }

    /// <summary>Lands what is new.</summary>
    /// <param name="run">What the run shares.</param>
    /// <param name="bronze">The bronze table, or null.</param>
    /// <param name="recorded">The transactions of the batch table.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>What was landed, and the bronze table afterwards.</returns>
    public async Task<(EntityLanding Landing, Snapshot? Bronze)> LandAsync(
        LandingRun run,
        Snapshot? bronze,
        IReadOnlyDictionary<string, SetTransaction> recorded,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<LandedFile> files = _folder.List(_pattern);
        var log = new LandingLog(run, _source, _entity.Name);
        if (files.Count == 0)
        {
            log.Notice("LH3050", file: null, $"No file in {_folder.Path} matches {_entity.FilePattern}.");
        }

        IReadOnlyList<FileInspection> news = FindNews(run, files, bronze, recorded, log, cancellationToken);
        if (news.Count > 0)
        {
            bronze = await LandAsync(run, news, bronze, log, cancellationToken).ConfigureAwait(false);
        }

        log.Twins(sha256 => HasLanded(bronze, sha256));
        var landing = new EntityLanding(_entity.Name, Table, bronze?.Version, files.Count, log.Batches, log.Notices);
        return (landing, bronze);
    }

    private List<FileInspection> FindNews(
        LandingRun run,
        IReadOnlyList<LandedFile> files,
        Snapshot? bronze,
        IReadOnlyDictionary<string, SetTransaction> recorded,
        LandingLog log,
        CancellationToken cancellationToken)
    {
        var news = new List<FileInspection>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long totalBytes = files.Sum(file => file.SizeBytes);
        long doneBytes = 0;
        foreach (LandedFile file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string? hint = run.Hints.TryFind(file);
            bool isKnown = hint is not null && HasLanded(bronze, hint);
            InspectedFile inspected = isKnown
                ? new InspectedFile(file, hint!, Inspection: null, Refusal: null) // why: isKnown says so.
                : _inspector.Inspect(file, Tell(file, doneBytes, totalBytes), cancellationToken);
            doneBytes += file.SizeBytes;
            if (hint != inspected.Sha256)
            {
                run.Hints.Remember(file, inspected.Sha256);
            }

            if (HasLanded(bronze, inspected.Sha256))
            {
                if (!recorded.ContainsKey(BatchIds.FileTransaction(_source, _entity.Name, file.RelativePath, inspected.Sha256)))
                {
                    log.Redelivered(file, inspected.Sha256);
                }
            }
            else if (!seen.Add(inspected.Sha256))
            {
                log.Twin(file, inspected.Sha256);
            }
            else if (inspected.Refusal is { } refusal)
            {
                log.Rejected(file, inspected.Sha256, 0, refusal);
            }
            else if (inspected.Inspection is { } inspection)
            {
                news.Add(inspection);
            }
        }

        return news;
    }

    private async Task<Snapshot?> LandAsync(
        LandingRun run,
        IReadOnlyList<FileInspection> news,
        Snapshot? bronze,
        LandingLog log,
        CancellationToken cancellationToken)
    {
        IEngineSession session = await run.SessionAsync(cancellationToken).ConfigureAwait(false);
        List<Candidate> candidates = await MapAsync(session, run, news, log, cancellationToken).ConfigureAwait(false);
        if (candidates.Count == 0)
        {
            return bronze;
        }

        var schema = new BronzeSchema(_entity, Table);
        StructType target = schema.With(bronze, candidates);
        DeltaTable table = run.Options.Tables(Table);
        var select = new LandingSelect(_entity, _dialect, _source, run.StartedAt);
        var diagnosis = new Diagnosis(session, _entity, new DiagnosisSelect(_entity, _dialect, select), run.Preparation);
        var load = new FileLoad(session, _entity, select, diagnosis);
        IProgress<EngineProgress>? progress = EngineProgress();
        LoadedFiles loaded = await load.LoadAsync(candidates, target, table.LocalRoot, progress, cancellationToken).ConfigureAwait(false);
        foreach ((Candidate file, IngestException why) in loaded.Refused)
        {
            log.Rejected(file.Inspection.File, file.Inspection.Sha256, file.DeliveredRows, why);
        }

        Candidate[] whole = [.. loaded.Files.Where(file => !RefuseChanged(file, log))];
        if (whole.Length == 0)
        {
            return bronze;
        }

        if (whole.Length < loaded.Files.Count)
        {
            // A file was written to while it was read: what was staged of it is not what was inspected.
            loaded = await load.LoadAsync(whole, target, table.LocalRoot, progress, cancellationToken).ConfigureAwait(false);
        }

        return await CommitAsync(run, bronze, loaded, target, log, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Snapshot?> CommitAsync(
        LandingRun run,
        Snapshot? bronze,
        LoadedFiles loaded,
        StructType schema,
        LandingLog log,
        CancellationToken cancellationToken)
    {
        _progress?.Report(new LandingProgress(_source, _entity.Name, LandingPhase.Committing, Fraction: null, File: null));
        IEngineSession session = await run.SessionAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RowRule> kept = await TableRules
            .RequireKeptAsync(session, bronze, schema, loaded.Staged, cancellationToken)
            .ConfigureAwait(false);
        var quarantine = new QuarantineWriter(session, run.Options.Tables(QuarantineTable.Name), _source, _entity.Name, run.StartedAt);
        ILookup<string, (string Reason, long Count)> reasons =
            await quarantine.CommitAsync(loaded.Files, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IngestionBatch> batches = [.. loaded.Files.Select(file => log.Loaded(file, reasons[file.BatchId]))];
        var write = new TableWrite
        {
            Mode = WriteMode.Append,
            Schema = schema,
            Files = loaded.Staged.Files,
            KeptRules = kept,
            Transactions =
            [
                .. loaded.Files.Select(file => new SetTransaction(BatchIds.IngestTransaction(file.Inspection.Sha256), Version: 1)),
            ],
            Operation = "INGEST",
            UserMetadata = BatchRecord.Write(batches),
        };
        DeltaTable table = run.Options.Tables(Table);
        long version = LandingCommit.Require(await table.WriteAsync(bronze, write, cancellationToken).ConfigureAwait(false), Table).Number;
        log.Commit(batches, version);
        return await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<Candidate>> MapAsync(
        IEngineSession session,
        LandingRun run,
        IReadOnlyList<FileInspection> news,
        LandingLog log,
        CancellationToken cancellationToken)
    {
        var parquet = new ParquetInspection(session);
        var candidates = new List<Candidate>();
        foreach (FileInspection found in news)
        {
            try
            {
                FileInspection inspection = found.Kind == FileKind.Parquet
                    ? await parquet.CompleteAsync(found, cancellationToken).ConfigureAwait(false)
                    : found;
                var map = ColumnMap.Of(_entity, inspection);
                string batchId = BatchIds.OfContent(_source, _entity.Name, inspection.Sha256);
                candidates.Add(new Candidate(inspection, map, batchId) { ScratchPath = run.ScratchPath(batchId) });
            }
            catch (IngestException refusal)
            {
                log.Rejected(found.File, found.Sha256, found.Counts.Records, refusal);
            }
        }

        return candidates;
    }

    private static bool HasLanded(Snapshot? bronze, string sha256) =>
        bronze?.Transactions.ContainsKey(BatchIds.IngestTransaction(sha256)) == true;

    private static bool RefuseChanged(Candidate file, LandingLog log)
    {
        if (!file.Inspection.File.HasChanged())
        {
            return false;
        }

        IngestException why = Preparation.FilePreparation.Changed(file.Inspection);
        log.Rejected(file.Inspection.File, file.Inspection.Sha256, file.DeliveredRows, why);
        return true;
    }

    private Action<long>? Tell(LandedFile file, long doneBytes, long totalBytes)
    {
        if (_progress is null)
        {
            return null;
        }

        long read = 0;
        return bytes =>
        {
            read = Math.Min(read + bytes, file.SizeBytes);
            double fraction = totalBytes == 0 ? 1 : (double)(doneBytes + read) / totalBytes;
            _progress.Report(new LandingProgress(_source, _entity.Name, LandingPhase.Inspecting, fraction, file.RelativePath));
        };
    }

    private Progress<EngineProgress>? EngineProgress() => _progress is null
        ? null
        : new Progress<EngineProgress>(state =>
            _progress.Report(new LandingProgress(_source, _entity.Name, LandingPhase.Loading, state.Fraction, File: null)));
}
