using System.Globalization;
using System.Text.Json;
using Lakehouse.Cli.Output;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Runs;
using Lakehouse.Transform.History;
using Lakehouse.Transform.Releases;

namespace Lakehouse.Cli.Warehouse;

/// <summary>Reads the state of a warehouse: its last runs, what came in, its tables.</summary>
/// <param name="lakehouse">The project's engine and tables.</param>
internal sealed class StatusRows(ProjectLakehouse lakehouse)
{
    private const string LastRuns = """
        select run_id, status, as_of, started_at, round(date_diff('millisecond', started_at, finished_at) / 1000.0, 1)::decimal(18, 1) as seconds,
            step_count as steps, built_count as built, reused_count as reused, failed_count as failed, skipped_count as skipped,
            trigger, command
        from ops.run
        order by started_at desc, run_id desc
        """;

    private const string Freshness = """
        select source, max(finished_at) as last_landed_at, count(*) as files, sum(loaded_rows)::bigint as loaded_rows,
            sum(quarantined_rows)::bigint as quarantined_rows, count(*) filter (where status = 'REJECTED') as rejected_files
        from ops.ingestion_batch
        group by source
        order by source
        """;

    private static readonly TableName Batches = new("ops", "ingestion_batch");

    private static readonly TableColumn[] TableColumns =
        [new("table"), new("rows", IsNumber: true), new("version", IsNumber: true), new("released", IsNumber: true), new("committed_at"), new("size_bytes", IsNumber: true)];

    private readonly WarehouseReader _reader = new(lakehouse);

    /// <summary>The last runs, newest first.</summary>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows, or null before the first run.</returns>
    internal async Task<ResultRows?> RunsAsync(int count, CancellationToken cancellationToken) =>
        await _reader.TryLoadNewestAsync(OpsTables.Run, cancellationToken).ConfigureAwait(false) is null
            ? null
            : ResultRows.Of(await _reader.QueryAsync($"{LastRuns} limit {count.ToString(CultureInfo.InvariantCulture)}", count, cancellationToken).ConfigureAwait(false));

    /// <summary>What came in from each source, and when last.</summary>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows, or null before the first file.</returns>
    internal async Task<ResultRows?> SourcesAsync(CancellationToken cancellationToken) =>
        await _reader.TryLoadNewestAsync(Batches, cancellationToken).ConfigureAwait(false) is null
            ? null
            : ResultRows.Of(await _reader.QueryAsync(Freshness, int.MaxValue, cancellationToken).ConfigureAwait(false));

    /// <summary>The tables.</summary>
    /// <param name="release">The newest release, or null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The rows.</returns>
    internal async Task<ResultRows> TablesAsync(Release? release, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<object?>> rows = [];
        foreach (TableName name in new WarehouseTables(lakehouse.Project).List())
        {
            if (await _reader.TryLoadNewestAsync(name, cancellationToken).ConfigureAwait(false) is not { } snapshot)
            {
                continue;
            }

            IReadOnlyList<CommitInfo> newest = await lakehouse.Table(name).HistoryAsync(1, cancellationToken).ConfigureAwait(false);
            rows.Add(
            [
                name.ToString(),
                RowCount(snapshot),
                snapshot.Version.Number,
                release?.Tables.GetValueOrDefault(name.ToString())?.Version,
                newest is [var commit] ? commit.Timestamp : null,
                snapshot.Files.Sum(file => file.SizeBytes),
            ]);
        }

        return new ResultRows(TableColumns, rows);
    }

    // Null where a writer left no statistics.
    private static long? RowCount(Snapshot snapshot)
    {
        long rows = 0;
        foreach (AddFile file in snapshot.Files)
        {
            if (file.StatsJson is not { } text)
            {
                return null;
            }

            using JsonDocument statistics = JsonDocument.Parse(text);
            if (!statistics.RootElement.TryGetProperty("numRecords", out JsonElement count))
            {
                return null;
            }

            rows += count.GetInt64();
        }

        return rows;
    }
}
