using System.Globalization;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Loading;

/// <summary>Brings files into staged Parquet: all at once when all is well, and without the rows that cannot land when it is not.</summary>
/// <param name="session">The session.</param>
/// <param name="entity">The contract.</param>
/// <param name="landing">Writes the SELECT that lands.</param>
/// <param name="diagnosis">Finds the rows that cannot land.</param>
internal sealed class FileLoad(IEngineSession session, EntityContract entity, LandingSelect landing, Diagnosis diagnosis)
{
    private static readonly TableName Staged = new("main", "lh_staged");

    /// <summary>Loads files.</summary>
    /// <param name="candidates">The files.</param>
    /// <param name="schema">The bronze table's columns.</param>
    /// <param name="tableRoot">The bronze table's folder.</param>
    /// <param name="progress">Told while rows are written; null for none.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The staged rows, the files in them, and the files that are refused.</returns>
    /// <exception cref="EngineException">The machine fails: disk, memory, rights.</exception>
    public async Task<LoadedFiles> LoadAsync(
        IReadOnlyList<Candidate> candidates,
        StructType schema,
        string tableRoot,
        IProgress<EngineProgress>? progress,
        CancellationToken cancellationToken)
    {
        var refused = new List<(Candidate File, IngestException Why)>();
        List<Candidate> files = await diagnosis.PrepareAsync(candidates, refused, cancellationToken).ConfigureAwait(false);
        while (files.Count > 0)
        {
            var request = new StageRequest
            {
                Sql = landing.For(files, schema),
                Schema = schema,
                TableRoot = tableRoot,
                Label = $"bronze.{entity.TableName}",
                Vocabularies = landing.Vocabularies(files),
            };
            StagedRows? staged = null;
            EngineException? failure = null;
            try
            {
                staged = await session.StageAsync(request, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException cause) when (ContentFailure.Is(cause))
            {
                failure = cause;
            }

            IReadOnlyList<Candidate> suspects = staged is null
                ? await diagnosis.SuspectsAsync(files, cancellationToken).ConfigureAwait(false)
                : await MismatchesAsync(files, schema, staged, cancellationToken).ConfigureAwait(false);
            if (suspects.Count == 0 && staged is not null)
            {
                return new LoadedFiles(staged, files, refused);
            }

            Discard(staged);
            await ResolveAsync(files, suspects, failure, refused, cancellationToken).ConfigureAwait(false);
        }

        return new LoadedFiles(new StagedRows(tableRoot, [], 0), [], refused);
    }

    // A file that was looked at row by row and still does not fit is beyond help.
    private async Task ResolveAsync(
        List<Candidate> files,
        IReadOnlyList<Candidate> suspects,
        EngineException? failure,
        List<(Candidate File, IngestException Why)> refused,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<Candidate> concerned = suspects.Count > 0 ? suspects : [.. files];
        foreach (Candidate file in concerned)
        {
            IngestException? why = file.IsDiagnosed
                ? failure is null ? Refusal.NotReconciled(file) : Refusal.Unreadable(file, failure)
                : await diagnosis.DiagnoseAsync(file, cancellationToken).ConfigureAwait(false);
            if (why is not null)
            {
                refused.Add((file, why));
                files.Remove(file);
            }
        }
    }

    private async Task<IReadOnlyList<Candidate>> MismatchesAsync(
        List<Candidate> files,
        StructType schema,
        StagedRows staged,
        CancellationToken cancellationToken)
    {
        bool hasKeys = entity.Key.Count > 0 && !files.TrueForAll(file => file.Inspection.HasUniqueKeys);
        Dictionary<string, (long Loaded, long Distinct)> byBatch = files.Count == 1 && !hasKeys
            ? new(StringComparer.Ordinal) { [files[0].BatchId] = (staged.RowCount, staged.RowCount) }
            : await CountAsync(files, schema, staged, hasKeys, cancellationToken).ConfigureAwait(false);

        var mismatches = new List<Candidate>();
        foreach (Candidate file in files)
        {
            (long loaded, long distinct) = byBatch.GetValueOrDefault(file.BatchId);
            file.LoadedRows = loaded;
            bool isComplete = loaded + file.QuarantinedRows == file.DeliveredRows;

            // Equal hashes of different keys look like duplicates too; the diagnosis compares the keys themselves.
            if (!isComplete || (distinct < loaded && !file.IsDiagnosed))
            {
                mismatches.Add(file);
            }
        }

        return mismatches;
    }

    private async Task<Dictionary<string, (long Loaded, long Distinct)>> CountAsync(
        List<Candidate> files,
        StructType schema,
        StagedRows staged,
        bool hasKeys,
        CancellationToken cancellationToken)
    {
        await session.BindStagedAsync(Staged, schema, staged, cancellationToken).ConfigureAwait(false);
        string key = hasKeys
            ? $"count(distinct hash({string.Join(", ", KeyColumns().Select(name => SqlText.Name(ColumnContract.ToColumnName(name))))}))"
            : "count(*)";
        string sql = files.Count == 1
            ? $"select {SqlText.Literal(files[0].BatchId)}, count(*), {key} from main.lh_staged"
            : $"select {LandingColumns.BatchId}, count(*), {key} from main.lh_staged group by {LandingColumns.BatchId}";
        RowSet counts = await session.QueryAsync(sql, maxRows: files.Count + 1, cancellationToken).ConfigureAwait(false);
        return counts.Rows.ToDictionary(
            row => (string)row[0]!, // why: landing writes a batch id into every row.
            row => (Count(row[1]), Count(row[2])),
            StringComparer.Ordinal);
    }

    private IEnumerable<string> KeyColumns() => entity.Cursor is null ? entity.Key : [.. entity.Key, entity.Cursor];

    private static long Count(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static void Discard(StagedRows? staged)
    {
        foreach (Delta.Statistics.DataFile file in staged?.Files ?? [])
        {
            File.Delete(Path.Combine(staged!.TableRoot, file.Path)); // why: a file stands in the list of something.
        }
    }
}
