using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Ingest.Batches;

/// <summary>Keeps <c>ops.ingestion_batch</c> in step with the commits of the bronze tables.</summary>
/// <param name="tables">Opens a table.</param>
/// <param name="openSession">Opens the run's session; called only when there is something to write.</param>
internal sealed class BatchProjection(Func<TableName, DeltaTable> tables, Func<CancellationToken, Task<IEngineSession>> openSession)
{
    private static readonly TableName Pending = new("main", "lh_batches");

    private readonly DeltaTable _table = tables(BatchTable.Name);
    private Snapshot? _snapshot;

    /// <summary>The transactions of the batch table, by id.</summary>
    public IReadOnlyDictionary<string, SetTransaction> Transactions => _snapshot?.Transactions ?? new Dictionary<string, SetTransaction>();

    /// <summary>Loads the batch table.</summary>
    /// <param name="cancellationToken">Stops the loading.</param>
    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _snapshot = await _table.TryLoadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Writes the batches of bronze commits that the batch table does not have, and further ones.</summary>
    /// <param name="bronze">The bronze tables.</param>
    /// <param name="further">Batches that no bronze commit holds: of files redelivered and refused.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>When they are in the table.</returns>
    public async Task CatchUpAsync(
        IReadOnlyList<BronzeState> bronze,
        IReadOnlyList<IngestionBatch> further,
        CancellationToken cancellationToken)
    {
        var batches = new List<IngestionBatch>(further);
        var transactions = new List<SetTransaction>(further.Select(Transaction));
        foreach ((TableName table, string tableId, TableVersion version) in bronze)
        {
            string appId = BatchIds.ProjectionTransaction(table.Name, tableId);
            long last = Transactions.TryGetValue(appId, out SetTransaction? done) ? done.Version : -1;
            if (version.Number <= last)
            {
                continue;
            }

            int missing = checked((int)(version.Number - last));
            IReadOnlyList<CommitInfo> history = await tables(table).HistoryAsync(missing, cancellationToken).ConfigureAwait(false);
            IEnumerable<CommitInfo> commits = history.Where(commit => commit.Version.Number > last && commit.Version <= version).Reverse();
            foreach (IngestionBatch batch in commits.SelectMany(BatchRecord.Read))
            {
                batches.Add(batch);
                transactions.Add(Transaction(batch));
            }

            transactions.Add(new SetTransaction(appId, version.Number));
        }

        if (transactions.Count > 0)
        {
            await WriteAsync(batches, transactions, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(List<IngestionBatch> batches, List<SetTransaction> transactions, CancellationToken cancellationToken)
    {
        IReadOnlyList<Delta.Statistics.DataFile> files = [];
        IReadOnlyList<RowRule> kept = [];
        if (batches.Count > 0)
        {
            IEngineSession session = await openSession(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<object?>[] rows = [.. batches.Select(BatchTable.Row)];
            await session.LoadRowsAsync(Pending, BatchTable.Schema, rows, cancellationToken).ConfigureAwait(false);
            var request = new StageRequest { Sql = "select * from main.lh_batches", Schema = BatchTable.Schema, TableRoot = _table.LocalRoot, Label = BatchTable.Name.ToString() };
            StagedRows staged = await session.StageAsync(request, progress: null, cancellationToken).ConfigureAwait(false);
            files = staged.Files;
            kept = await TableRules.RequireKeptAsync(session, _snapshot, BatchTable.Schema, staged, cancellationToken).ConfigureAwait(false);
        }

        var write = new TableWrite
        {
            Mode = WriteMode.Append,
            Schema = BatchTable.Schema,
            Files = files,
            KeptRules = kept,
            Transactions = [.. transactions.DistinctBy(transaction => transaction.AppId).Where(IsNew)],
            Description = BatchTable.Description,
            Operation = "RECORD BATCHES",
        };
        LandingCommit.Require(await _table.WriteAsync(_snapshot, write, cancellationToken).ConfigureAwait(false), BatchTable.Name);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    // A bronze table that was taken away and landed anew brings files that are recorded already.
    private bool IsNew(SetTransaction transaction) =>
        !Transactions.TryGetValue(transaction.AppId, out SetTransaction? recorded) || recorded.Version < transaction.Version;

    private static SetTransaction Transaction(IngestionBatch batch) => new(
        batch.Status == BatchStatus.Rejected
            ? BatchIds.RefusalTransaction(batch.Source, batch.Entity, batch.ContentSha256)
            : BatchIds.FileTransaction(batch.Source, batch.Entity, batch.File, batch.ContentSha256),
        Version: 1);
}
