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
/// Each content goes in once: its application transaction stands in the same commit. When a run was stopped between this
/// commit and that of the bronze table, the content has not landed although its rows are here. The next run judges it
/// anew, perhaps by a changed contract, and puts what it rejects in the place of what stands here.
/// </remarks>
/// <param name="session">The session.</param>
/// <param name="table">The quarantine.</param>
/// <param name="source">The source's name.</param>
/// <param name="entity">The entity's name.</param>
/// <param name="quarantinedAt">The run's instant.</param>
internal sealed class QuarantineWriter(IEngineSession session, DeltaTable table, string source, string entity, DateTimeOffset quarantinedAt)
{
    private const int PageRows = 10_000;
    private const string UnionAll = "\nunion all\n";
    private const string Nothing = "select cast(null as varchar) as batch_id where false";

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
        foreach (Candidate file in files.Where(file => file.QuarantinedRows > 0))
        {
            string relation = await RelationAsync(file, cancellationToken).ConfigureAwait(false);
            counts.AddRange(await CountAsync(file, relation, cancellationToken).ConfigureAwait(false));
            relations.Add(Select(file, relation));
        }

        Snapshot? snapshot = await table.TryLoadAsync(cancellationToken).ConfigureAwait(false);
        Candidate[] leftBehind = [.. files.Where(file => snapshot?.Transactions.ContainsKey(Transaction(file)) == true)];
        SetTransaction[] transactions =
        [
            .. files.Where(file => file.QuarantinedRows > 0)
                .Except(leftBehind)
                .Select(file => new SetTransaction(Transaction(file), Version: 1)),
        ];
        if (leftBehind.Length > 0)
        {
            await ReplaceAsync(files, relations, transactions, cancellationToken).ConfigureAwait(false);
        }
        else if (relations.Count > 0)
        {
            await AppendAsync(snapshot, relations, transactions, cancellationToken).ConfigureAwait(false);
        }

        return counts.ToLookup(count => count.Batch, count => (count.Reason, count.Count), StringComparer.Ordinal);
    }

    private string Transaction(Candidate file) => BatchIds.QuarantineTransaction(source, entity, file.Inspection.Sha256);

    private async Task ReplaceAsync(
        IReadOnlyList<Candidate> files,
        IReadOnlyList<string> relations,
        IReadOnlyList<SetTransaction> transactions,
        CancellationToken cancellationToken)
    {
        IEnumerable<string> batches = files.Select(file => file.BatchId).Distinct(StringComparer.Ordinal);
        string condition = $"batch_id in ({string.Join(", ", batches.Select(SqlText.Literal))})";
        var request = new RowsRequest
        {
            Sql = relations.Count > 0 ? string.Join(UnionAll, relations) : Nothing,
            MayAddColumns = true,
            Options = new OperationOptions { Transactions = transactions },
        };
        OperationResult result = await new TableOperations(table, session)
            .ReplaceWhereAsync(request, condition, cancellationToken)
            .ConfigureAwait(false);
        if (result.Outcome is { } outcome)
        {
            LandingCommit.Require(outcome, QuarantineTable.Name);
        }
    }

    private async Task AppendAsync(
        Snapshot? snapshot,
        IReadOnlyList<string> relations,
        IReadOnlyList<SetTransaction> transactions,
        CancellationToken cancellationToken)
    {
        var request = new StageRequest
        {
            Sql = string.Join(UnionAll, relations),
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
                {SqlText.Literal(QuarantineTable.Open)} as status, {Header(file)} as header
            from {relation}
            """;
    }

    // A raw record means nothing without the names of its fields; an object of JSON has them.
    private static string Header(Candidate file) => file.Inspection.Kind == FileKind.Csv
        ? SqlText.Literal(System.Text.Json.JsonSerializer.Serialize(file.Inspection.Columns))
        : "cast(null as varchar)";

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
