using System.Globalization;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Ingest;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Project;

namespace Lakehouse.Runs;

/// <summary>What people do with quarantined rows: take them out to put them right, land them again, give them up.</summary>
/// <remarks>Changes hold the warehouse as a run does, so that no run and no other change is under way.</remarks>
/// <param name="lakehouse">The project's engine and tables.</param>
public sealed class QuarantineLoop(ProjectLakehouse lakehouse)
{
    private const string IdColumn = "quarantine_id";
    private const string FixedColumn = "fixed";

    /// <summary>Lands rows again.</summary>
    /// <param name="request">Which rows, and how they are put right.</param>
    /// <param name="cancellationToken">Stops between commits; the next replay ends what this one began.</param>
    /// <returns>What became of them.</returns>
    /// <exception cref="RunException"><c>LH7001</c>: a run is under way.</exception>
    /// <exception cref="IngestException"><c>LH3201</c> to <c>LH3204</c>: the rows cannot be replayed so.</exception>
    public async Task<IReadOnlyList<ReplayResult>> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        string runId = NewId();
        using RunLock held = RunLock.Take(lakehouse.Project.WarehouseFolder, runId, lakehouse.Clock.GetUtcNow());
        return await Replay(runId).ReplayAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives rows up.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="idPrefix">The beginning of their ids; null for all.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>How many rows were open and are discarded.</returns>
    /// <exception cref="RunException"><c>LH7001</c>: a run is under way.</exception>
    public async Task<long> DiscardAsync(QuarantineFilter filter, string? idPrefix, CancellationToken cancellationToken)
    {
        string runId = NewId();
        using RunLock held = RunLock.Take(lakehouse.Project.WarehouseFolder, runId, lakehouse.Clock.GetUtcNow());
        return await Replay(runId).DiscardAsync(filter, idPrefix, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a CSV file with the columns <c>quarantine_id</c> and <c>fixed</c>; rows without a fixed text are left out.</summary>
    /// <param name="file">An absolute path.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The texts by quarantine id.</returns>
    /// <exception cref="IngestException"><c>LH3205</c>: the file is not such a file.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadFixesAsync(string file, CancellationToken cancellationToken)
    {
        string path = file.Replace("'", "''", StringComparison.Ordinal);
        string sql = $"select {IdColumn}, {FixedColumn} from read_csv('{path}', all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"') where {FixedColumn} is not null and {FixedColumn} <> '' order by all";
        IEngineSession session = await lakehouse.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                RowSet rows = await session.QueryAsync(sql, int.MaxValue, cancellationToken).ConfigureAwait(false);
                Dictionary<string, string> fixes = new(StringComparer.Ordinal);
                foreach (IReadOnlyList<object?> row in rows.Rows)
                {
                    string id = (string?)row[0] ?? string.Empty;
                    if (!fixes.TryAdd(id, (string)row[1]!)) // why: the condition leaves null out.
                    {
                        throw NotFixes(file, $"the id {id} twice", cause: null);
                    }
                }

                return fixes;
            }
            catch (EngineException cause)
            {
                throw NotFixes(file, cause.Found, cause);
            }
        }
    }

    /// <summary>Writes the open rows to a CSV file whose column <c>fixed</c> holds the raw text, to be put right there.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="idPrefix">The beginning of their ids; null for all.</param>
    /// <param name="file">An absolute path; a file that is there is replaced.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>The rows in the file; where it is 0 no file is written.</returns>
    public async Task<long> ExportAsync(QuarantineFilter filter, string? idPrefix, string file, CancellationToken cancellationToken)
    {
        string path = file.Replace("'", "''", StringComparison.Ordinal);
        string sql = $"select {IdColumn}, source, entity, file, line, reason, detail, raw, raw as {FixedColumn} from {QuarantineTable.Name} where {QuarantineView.OpenRows(filter, idPrefix)} order by source, entity, file, line, {IdColumn}";
        Snapshot? snapshot = await lakehouse.Table(QuarantineTable.Name).TryLoadAsync(cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return 0;
        }

        IEngineSession session = await lakehouse.Engine.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            await session.BindAsync(QuarantineTable.Name, snapshot, cancellationToken).ConfigureAwait(false);
            RowSet count = await session.QueryAsync($"select count(*) from ({sql})", maxRows: 1, cancellationToken).ConfigureAwait(false);
            long rows = Convert.ToInt64(count.Rows[0][0], CultureInfo.InvariantCulture);
            if (rows > 0)
            {
                await session.ExecuteAsync($"copy ({sql}) to '{path}' (format csv, header true, force_quote (raw, {FixedColumn}))", cancellationToken).ConfigureAwait(false);
            }

            return rows;
        }
    }

    private static IngestException NotFixes(string file, string what, Exception? cause) => new(
        "LH3205",
        $"found {what} in {file}, expected a CSV file with the columns {IdColumn} and {FixedColumn}, each id once.",
        "Write one with 'lakehouse quarantine export FILE.csv' and change its column 'fixed'.",
        cause);

    private QuarantineReplay Replay(string runId) => new(
        new LandingOptions
        {
            WarehouseFolder = lakehouse.Project.WarehouseFolder,
            Tables = lakehouse.Table,
            Engine = lakehouse.Engine,
            RunId = runId,
            Clock = lakehouse.Clock,
            Ids = lakehouse.Ids,
        },
        SourceContractReader.ReadAll(lakehouse.Project));

    private string NewId() => string.Create(CultureInfo.InvariantCulture, $"replay-{lakehouse.Ids.Next():n}");
}
