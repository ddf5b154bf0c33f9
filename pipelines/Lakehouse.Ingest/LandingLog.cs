using System.Globalization;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Columns;
using Lakehouse.Ingest.Files;
using Lakehouse.Ingest.Loading;
using Lakehouse.Ingest.Quarantine;

namespace Lakehouse.Ingest;

/// <summary>Collects what becomes of the files of one entity.</summary>
/// <param name="run">What the run shares.</param>
/// <param name="source">The source's name.</param>
/// <param name="entity">The entity's name.</param>
internal sealed class LandingLog(LandingRun run, string source, string entity)
{
    private readonly List<IngestionBatch> _batches = [];
    private readonly List<LandingNotice> _notices = [];
    private readonly List<(LandedFile File, string Sha256)> _twins = [];

    /// <summary>The files, in the order of their names.</summary>
    public IReadOnlyList<IngestionBatch> Batches => [.. _batches.OrderBy(batch => batch.File, StringComparer.Ordinal)];

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<LandingNotice> Notices => _notices;

    /// <summary>Adds a notice.</summary>
    public void Notice(string code, string? file, string text) => _notices.Add(new LandingNotice(code, file, text));

    /// <summary>Records that a file's content landed before.</summary>
    public void Redelivered(LandedFile file, string sha256)
    {
        const string Reason = "The same bytes have landed under another name.";
        Notice("LH3055", file.RelativePath, $"{file.RelativePath} holds the same bytes as a file that has landed; nothing landed again.");
        string batchId = BatchIds.OfRedelivery(source, entity, file.RelativePath, sha256);
        _batches.Add(Batch(file, sha256, batchId, BatchStatus.Redelivered) with { Reason = Reason });
    }

    /// <summary>Keeps in mind a file with the same bytes as one before it in this run.</summary>
    public void Twin(LandedFile file, string sha256) => _twins.Add((file, sha256));

    /// <summary>
    /// Records the files kept in mind whose bytes have landed by now. Those of a refused file stay out, as it is recorded
    /// itself.
    /// </summary>
    /// <param name="hasLanded">Whether some content has landed.</param>
    public void Twins(Func<string, bool> hasLanded)
    {
        foreach ((LandedFile file, string sha256) in _twins.Where(twin => hasLanded(twin.Sha256)))
        {
            Redelivered(file, sha256);
        }
    }

    /// <summary>Records that a file was refused.</summary>
    public void Rejected(LandedFile file, string sha256, long deliveredRows, IngestException refusal)
    {
        Notice(refusal.Code, file.RelativePath, $"{refusal.Found} {refusal.NextStep}");
        IngestionBatch batch = Batch(file, sha256, BatchIds.OfRefusal(source, entity, sha256), BatchStatus.Rejected);
        _batches.Add(batch with { Reason = refusal.Message, DeliveredRows = deliveredRows });
    }

    /// <summary>Describes the batch of a file that is about to land.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reasons">How many rows are in quarantine for which reason.</param>
    /// <returns>The batch.</returns>
    public IngestionBatch Loaded(Candidate file, IEnumerable<(string Reason, long Count)> reasons)
    {
        string[] notes = [.. Notes(file, [.. reasons])];
        BatchStatus status = file.QuarantinedRows > 0 ? BatchStatus.Partial : BatchStatus.Loaded;
        return Batch(file.Inspection.File, file.Inspection.Sha256, file.BatchId, status) with
        {
            DeliveredRows = file.DeliveredRows,
            LoadedRows = file.LoadedRows,
            QuarantinedRows = file.QuarantinedRows,
            Notes = notes.Length == 0 ? null : string.Join(' ', notes),
        };
    }

    /// <summary>Records batches that are committed.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="version">The commit's version.</param>
    public void Commit(IReadOnlyList<IngestionBatch> batches, long version) =>
        _batches.AddRange(batches.Select(batch => batch with { TableVersion = version }));

    private IEnumerable<string> Notes(Candidate file, (string Reason, long Count)[] reasons)
    {
        string path = file.Inspection.File.RelativePath;
        if (file.DeliveredRows == 0)
        {
            yield return Note("LH3051", path, "The file has a header and no rows.");
        }

        string[] ignored = [.. file.Map.Columns.Where(column => column.Role == ColumnRole.Ignored).Select(column => column.Name)];
        if (ignored.Length > 0)
        {
            yield return Note("LH3053", path, $"Columns that the contract does not name were left out: {string.Join(", ", ignored)}.");
        }

        string[] added = [.. file.Map.Added];
        if (added.Length > 0)
        {
            yield return Note("LH3052", path, $"Columns that the contract does not name landed as text: {string.Join(", ", added)}.");
        }

        if (file.Map.Columns.Any(column => column.Role == ColumnRole.Unnamed))
        {
            yield return Note("LH3057", path, "The header has a column without a name, which holds nothing that landed.");
        }

        if (reasons.Length > 0)
        {
            string list = string.Join(", ", reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Reason} {reason.Count}")));
            string code = reasons.Any(reason => reason.Reason == QuarantineReason.DuplicateKey) ? "LH3054" : "LH3056";
            yield return Note(code, path, string.Create(CultureInfo.InvariantCulture, $"{file.QuarantinedRows} of {file.DeliveredRows} rows went to quarantine: {list}."));
        }
    }

    private string Note(string code, string path, string text)
    {
        Notice(code, path, text);
        return text;
    }

    private IngestionBatch Batch(LandedFile file, string sha256, string batchId, BatchStatus status) => new()
    {
        BatchId = batchId,
        RunId = run.Options.RunId,
        Source = source,
        Entity = entity,
        File = file.RelativePath,
        ContentSha256 = sha256,
        Status = status,
        SizeBytes = file.SizeBytes,
        StartedAt = run.StartedAt,
        FinishedAt = LandingRun.Now(run.Options.Clock),
    };
}
