using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;
using Lakehouse.Ingest.Batches;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Loading;
using Lakehouse.Ingest.Preparation;
using Lakehouse.Ingest.Sql;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>Commits the rows that cannot land, before those that can.</summary>
/// <remarks>
/// Each content goes in once: its application transaction stands in the same commit. When a run is stopped between this
/// commit and that of the bronze table, the next one finds the rows here and adds only what is missing there.
/// </remarks>
/// <param name="session">The session.</param>
/// <param name="table">The quarantine.</param>
/// <param name="source">The source's name.</param>
/// <param name="entity">The entity's name.</param>
/// <param name="quarantinedAt">The run's instant.</param>
internal sealed class QuarantineWriter(IEngineSession session, DeltaTable table, string source, string entity, DateTimeOffset quarantinedAt)
{
    private const int PageRows = 10_000;

    /// <summary>Commits the rejected rows of files.</summary>
    /// <param name="files">Files, those without rejected rows among them.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>How many rows are in quarantine for each reason, by batch id.</returns>
    public async Task<ILookup<string, (string Reason, long Count)>> CommitAsync(
        IReadOnlyList<Candidate> files,
        CancellationToken cancellationToken)
    {
        var relations = new List<string>();
        var counts = new List<(string Batch, string Reason, long Count)>();
        Snapshot? snapshot = null;
        var transactions = new List<SetTransaction>();
        foreach (Candidate file in files.Where(file => file.QuarantinedRows > 0))
        {
            snapshot ??= await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
            string relation = await RelationAsync(file, cancellationToken).ConfigureAwait(false);
            counts.AddRange(await CountAsync(file, relation, cancellationToken).ConfigureAwait(false));

            string transaction = BatchIds.QuarantineTransaction(source, entity, file.Inspection.Sha256);
            if (snapshot?.Transactions.ContainsKey(transaction) != true)
            {
                transactions.Add(new SetTransaction(transaction, Version: 1));
                relations.Add(Select(file, relation));
            }
        }

        if (relations.Count > 0)
        {
            await CommitAsync(snapshot, string.Join("\nunion all\n", relations), transactions, cancellationToken).ConfigureAwait(false);
        }

        return counts.ToLookup(count => count.Batch, count => (count.Reason, count.Count), StringComparer.Ordinal);
    }

    private async Task CommitAsync(
        Snapshot? snapshot,
        string sql,
        IReadOnlyList<SetTransaction> transactions,
        CancellationToken cancellationToken)
    {
        var request = new StageRequest
        {
            Sql = sql,
            Schema = QuarantineTable.Schema,
            TableRoot = table.LocalRoot,
            Label = QuarantineTable.Name.ToString(),
        };
        StagedRows staged = await session.StageAsync(request, progress: null, cancellationToken).ConfigureAwait(false);
        var write = new TableWrite
        {
            Mode = WriteMode.Append,
            Schema = QuarantineTable.Schema,
            Files = staged.Files,
            KeptRules = await TableRules
                .RequireKeptAsync(session, snapshot, QuarantineTable.Schema, staged, cancellationToken)
                .ConfigureAwait(false),
            Transactions = transactions,
            Description = QuarantineTable.Description,
            Operation = "QUARANTINE",
        };
        LandingCommit.Require(await table.WriteAsync(snapshot, write, cancellationToken).ConfigureAwait(false), QuarantineTable.Name);
    }

    // The rows that could not be split are in the rejects file since the copy was made. Those whose values do not fit
    // follow here, with their raw text read from the original by its place.
    private async Task<string> RelationAsync(Candidate file, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        if (file.Prepared is { } prepared)
        {
            paths.Add(prepared.RejectsPath);
        }

        if (file.RejectedRows > 0)
        {
            string path = Path.Combine(Path.GetDirectoryName(file.Prepared?.Path ?? file.ScratchPath)!, $"{file.BatchId}.values.csv");
            using var rejects = new RejectsFile(path);
            using Stream original = file.Inspection.Kind == FileKind.Parquet ? Stream.Null : file.Inspection.OpenDecoded();
            var reader = new ByteRangeReader(original);
            long line = -1;
            while (await AddPageAsync(file, line, rejects, reader, cancellationToken).ConfigureAwait(false) is { } last)
            {
                line = last;
            }

            paths.Add(path);
        }

        var dialect = new CsvDialect((byte)',', (byte)'"', CsvDialect.LineFeed);
        return SourceRelation.ReadCsv(SqlText.List(paths), "'line': 'BIGINT', 'reason': 'VARCHAR', 'detail': 'VARCHAR', 'raw': 'VARCHAR'", header: false, dialect, ", max_line_size = 16000000" + SourceRelation.LineFeed);
    }

    private async Task<long?> AddPageAsync(
        Candidate file,
        long afterLine,
        RejectsFile rejects,
        ByteRangeReader reader,
        CancellationToken cancellationToken)
    {
        string sql = string.Create(
            CultureInfo.InvariantCulture,
            $"select line, \"offset\", length, reason, detail, raw from {LandingSelect.Rejects} where batch_id = {SqlText.Literal(file.BatchId)} and line > {afterLine} order by line limit {PageRows}");
        RowSet page = await session.QueryAsync(sql, PageRows, cancellationToken).ConfigureAwait(false);
        foreach (IReadOnlyList<object?> row in page.Rows)
        {
            byte[] raw = row[5] is string text
                ? System.Text.Encoding.UTF8.GetBytes(text)
                : reader.Read(Number(row[1]), (int)Number(row[2]));
            // The INSERT gives every rejected row a reason and a detail.
            rejects.Add(Number(row[0]), (string)row[3]!, (string)row[4]!, raw); // why: see above.
        }

        return page.Rows.Count == 0 ? null : Number(page.Rows[^1][0]);
    }

    private async Task<IEnumerable<(string Batch, string Reason, long Count)>> CountAsync(
        Candidate file,
        string relation,
        CancellationToken cancellationToken)
    {
        RowSet rows = await session.QueryAsync($"select reason, count(*) from {relation} group by reason order by reason", maxRows: 100, cancellationToken).ConfigureAwait(false);
        return rows.Rows.Select(row => (file.BatchId, (string)row[0]!, Number(row[1]))); // why: every rejected row has a reason.
    }

    private string Select(Candidate file, string relation)
    {
        string at = quarantinedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return $"""
            select {SqlText.Literal(file.BatchId + "-")} || line as quarantine_id, {SqlText.Literal(source)} as source, {SqlText.Literal(entity)} as entity,
                {SqlText.Literal(file.Inspection.File.RelativePath)} as file,
                {SqlText.Literal(file.Inspection.Sha256)} as content_sha256, line, reason, detail, raw,
                {SqlText.Literal(file.BatchId)} as batch_id, timestamptz '{at}+00' as quarantined_at,
                {SqlText.Literal(QuarantineTable.Open)} as status
            from {relation}
            """;
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
