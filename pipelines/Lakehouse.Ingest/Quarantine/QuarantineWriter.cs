using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
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
/// commit and that of the bronze table, the next one finds the rows here and adds only what is missing there. When the
/// contract was changed in between, other rows may be at fault: those of the stopped run are replaced.
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
        Snapshot? snapshot = await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
        var relations = new List<string>();
        var counts = new List<(string Batch, string Reason, long Count)>();
        var transactions = new List<SetTransaction>();
        var outdated = new List<string>();
        foreach (Candidate file in files)
        {
            string transaction = BatchIds.QuarantineTransaction(source, entity, file.Inspection.Sha256);
            bool isThere = snapshot?.Transactions.ContainsKey(transaction) == true;
            string? relation = file.QuarantinedRows > 0 ? await RelationAsync(file, cancellationToken).ConfigureAwait(false) : null;
            if (relation is not null)
            {
                counts.AddRange(await CountAsync(file, relation, cancellationToken).ConfigureAwait(false));
            }

            bool isOutdated = isThere && await DiffersAsync(snapshot!, file, relation, cancellationToken).ConfigureAwait(false); // why: isThere.
            if (isOutdated)
            {
                outdated.Add(file.BatchId);
            }
            else if (!isThere && relation is not null)
            {
                transactions.Add(new SetTransaction(transaction, Version: 1));
            }

            if (relation is not null && (isOutdated || !isThere))
            {
                relations.Add(Select(file, relation));
            }
        }

        if (relations.Count > 0 || outdated.Count > 0)
        {
            await CommitAsync(snapshot, outdated, relations, transactions, cancellationToken).ConfigureAwait(false);
        }

        return counts.ToLookup(count => count.Batch, count => (count.Reason, count.Count), StringComparer.Ordinal);
    }

    // Only after a stop, and then rarely: whether the stopped run found other rows at fault than this one.
    private async Task<bool> DiffersAsync(Snapshot snapshot, Candidate file, string? relation, CancellationToken cancellationToken)
    {
        await session.BindAsync(QuarantineTable.Name, snapshot, cancellationToken).ConfigureAwait(false);
        string there = $"select line, reason, detail from {QuarantineTable.Name} where batch_id = {SqlText.Literal(file.BatchId)}";
        string found = relation is null ? $"{there} and false" : $"select line, reason, detail from {relation}";
        string sql = $"select count(*) from ((({there}) except ({found})) union all (({found}) except ({there})))";
        RowSet rows = await session.QueryAsync(sql, maxRows: 1, cancellationToken).ConfigureAwait(false);
        return Number(rows.Rows[0][0]) > 0;
    }

    private async Task CommitAsync(
        Snapshot? snapshot,
        List<string> outdated,
        List<string> relations,
        IReadOnlyList<SetTransaction> transactions,
        CancellationToken cancellationToken)
    {
        if (outdated.Count > 0)
        {
            string columns = QuarantineTable.ColumnsOf(snapshot!.Schema); // why: rows are outdated because they are there.
            relations.Add($"select {columns} from {QuarantineTable.Name} where not list_contains({SqlText.List(outdated)}, batch_id)");
        }

        var request = new StageRequest
        {
            Sql = string.Join("\nunion all\n", relations),
            Schema = QuarantineTable.Schema,
            TableRoot = table.LocalRoot,
            Label = QuarantineTable.Name.ToString(),
        };
        StagedRows staged = await session.StageAsync(request, progress: null, cancellationToken).ConfigureAwait(false);
        var write = new TableWrite
        {
            Mode = outdated.Count > 0 ? WriteMode.Overwrite : WriteMode.Append,
            Schema = QuarantineTable.Schema,
            Files = staged.Files,
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
                {SqlText.Literal(QuarantineTable.Open)} as status, {Header(file)} as header
            from {relation}
            """;
    }

    // A raw record means nothing without the names of its fields; an object of JSON has them.
    private static string Header(Candidate file) => file.Inspection.Kind == Lakehouse.Project.FileKind.Csv
        ? SqlText.Literal(System.Text.Json.JsonSerializer.Serialize(file.Inspection.Columns))
        : "cast(null as varchar)";

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
