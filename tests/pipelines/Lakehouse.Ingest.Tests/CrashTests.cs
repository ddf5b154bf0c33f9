using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;
using Lakehouse.Engine;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Tests;

/// <summary>A run that stops at any step and is started again gives what an undisturbed run gives.</summary>
public sealed class CrashTests
{
    private const string Bronze = "select id, amount, note, _batch_id, _source_file, _row_hash from bronze.crm_deal order by all";
    private const string Quarantined = "select quarantine_id, file, line, reason, detail, raw, batch_id from bronze._quarantine order by all";
    private const string Batches = "select batch_id, file, content_sha256, delivered_rows, loaded_rows, quarantined_rows, status, notes from ops.ingestion_batch order by all";

    // A batch whose rows in the table and in quarantine are not those that it counts, or not those that were delivered.
    private const string Miscounted = """
        select batch.batch_id, batch.delivered_rows, batch.loaded_rows, batch.quarantined_rows
        from ops.ingestion_batch as batch
        where batch.delivered_rows <> batch.loaded_rows + batch.quarantined_rows and batch.status <> 'REJECTED'
            or batch.loaded_rows <> (select count(*) from bronze.crm_deal as row where row._batch_id = batch.batch_id)
                and batch.status in ('LOADED', 'PARTIAL')
            or batch.quarantined_rows <> (select count(*) from bronze._quarantine as row where row.batch_id = batch.batch_id)
        """;

    [Fact]
    public async Task A_stop_at_every_step_neither_loses_nor_doubles_a_row()
    {
        string[] undisturbed = await LandUndisturbedAsync();
        int stops = 0;
        bool stopped = true;
        while (stopped)
        {
            await using Lake lake = Prepare();
            stopped = await TryLandUntilAsync(lake, stops + 1);
            await lake.LandAsync(Contract());
            await lake.LandAsync(Contract());

            Assert.Equal(undisturbed, await StateAsync(lake));
            stops += stopped ? 1 : 0;
        }

        // Two commits before and after each of three tables, and what the engine does between them.
        Assert.True(stops > 20, $"Only {stops} steps were disturbed.");
    }

    [Fact]
    public async Task A_contract_that_changes_after_a_stop_leaves_every_row_counted_once()
    {
        EntityContract changed = Lake.Deals(contract => contract with { Key = [] });
        int stops = 0;
        bool stopped = true;
        while (stopped)
        {
            await using Lake lake = Prepare();
            stopped = await TryLandUntilAsync(lake, stops + 1);
            await lake.LandAsync(changed);

            Assert.Empty(await lake.LinesAsync(Miscounted));
            stops += stopped ? 1 : 0;
        }

        Assert.True(stops > 20, $"Only {stops} steps were disturbed.");
    }

    private static async Task<bool> TryLandUntilAsync(Lake lake, int step)
    {
        IEngine engine = lake.Engine;
        var stop = new Stop(step);
        lake.Engine = new StoppingEngine(engine, stop);
        lake.WrapStore = store => new StoppingStore(store, stop);
        bool stopped = await TryLandAsync(lake);
        lake.Engine = engine;
        lake.WrapStore = store => store;
        return stopped;
    }

    [Theory]
    [InlineData("string", 1)]
    [InlineData("bigint", 4)]
    public async Task A_contract_that_changes_after_a_stop_between_quarantine_and_bronze_loses_and_doubles_no_row(string type, long quarantined)
    {
        await using var lake = new Lake();
        lake.Deliver("deal1.csv", "k,v\n1,1.5\n2,x\n3,2.5\n4,1\n5\n6,2\n7,3\n8,4\n9,5\n");
        lake.WrapStore = store => new RefusingStore(store, "crm_deal");
        await Assert.ThrowsAsync<StoppedException>(() => lake.LandAsync(Pairs("decimal(9,2)")));
        Assert.Equal("2", Assert.Single(await lake.LinesAsync("select count(*) from bronze._quarantine")));

        lake.WrapStore = store => store;
        SourceLanding landing = await lake.LandAsync(Pairs(type));

        Batches.IngestionBatch batch = Assert.Single(landing.Entities[0].Batches);
        Assert.Equal((9, 9 - quarantined, quarantined), (batch.DeliveredRows, batch.LoadedRows, batch.QuarantinedRows));
        string[] counts = await lake.LinesAsync("select (select count(*) from bronze.crm_deal), (select count(distinct line) from bronze._quarantine), (select count(*) from bronze._quarantine)");
        Assert.Equal($"{9 - quarantined}|{quarantined}|{quarantined}", Assert.Single(counts));
    }

    [Fact]
    public async Task A_contract_that_takes_every_row_after_such_a_stop_leaves_nothing_of_the_file_in_quarantine()
    {
        await using var lake = new Lake();
        lake.Deliver("deal0.csv", "k,v\n1,1.5\n2,y\n3,3\n");
        await lake.LandAsync(Pairs("decimal(9,2)"));
        lake.Deliver("deal1.csv", "k,v\n1,1.5\n2,x\n3,2.5\n4,1\n");
        lake.WrapStore = store => new RefusingStore(store, "crm_deal");
        await Assert.ThrowsAsync<StoppedException>(() => lake.LandAsync(Pairs("decimal(9,2)")));

        lake.WrapStore = store => store;
        await lake.LandAsync(Pairs("decimal(9,2)", "x"));

        Assert.Equal("deal0.csv|3", Assert.Single(await lake.LinesAsync("select file, line from bronze._quarantine")));
        Assert.Equal("2 4", Assert.Single(await lake.LinesAsync("select string_agg(n, ' ' order by _source_file) from (select _source_file, count(*) n from bronze.crm_deal group by 1)")));
    }

    private static EntityContract Pairs(string type, params string[] nullTexts) => Lake.Deals(deal => deal with
    {
        Key = ["k"],
        Cursor = null,
        Columns = [new("k", DataType.Parse("string")), new("v", DataType.Parse(type))],
        Format = deal.Format with { NullTexts = nullTexts },
    });

    private static async Task<string[]> LandUndisturbedAsync()
    {
        await using Lake lake = Prepare();
        await lake.LandAsync(Contract());
        return await StateAsync(lake);
    }

    private static async Task<bool> TryLandAsync(Lake lake)
    {
        try
        {
            await lake.LandAsync(Contract());
            return false;
        }
        catch (StoppedException)
        {
            return true;
        }
    }

    private static Lake Prepare()
    {
        var lake = new Lake();
        lake.Deliver("deal1.csv", Lake.Csv(Lake.Row(1), "broken", Lake.Row(2), Lake.Row(2)));
        lake.Deliver("deal2.csv", Lake.Csv(Lake.Row(3), Lake.Row(4), Lake.Row(5).Replace("5.25", "x", StringComparison.Ordinal)));
        lake.Deliver("deal3.csv", Lake.Csv(Lake.Row(6)));
        lake.Deliver("deal4.csv", Lake.Csv(Lake.Row(6)));
        lake.Deliver("deal5.csv", "<html>");
        return lake;
    }

    private static EntityContract Contract() => Lake.Deals();

    private static async Task<string[]> StateAsync(Lake lake) =>
        [.. await lake.LinesAsync(Bronze), .. await lake.LinesAsync(Quarantined), .. await lake.LinesAsync(Batches)];

    /// <summary>Counts steps and stops the process, as it were, at one of them.</summary>
    private sealed class Stop(int at)
    {
        private int _count;

        public void Step()
        {
            if (++_count >= at)
            {
                throw new StoppedException();
            }
        }
    }

    // why: it plays the end of the process and never leaves this test.
#pragma warning disable S3871
    private sealed class StoppedException : Exception;
#pragma warning restore S3871

    /// <summary>Stops the process, as it were, before anything is committed to one table.</summary>
    private sealed class RefusingStore(ITableStore inner, string table) : InterceptedStore(inner)
    {
        protected override Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make) =>
            call.Operation is "PutIfAbsent" && Root.EndsWith(table, StringComparison.Ordinal) ? throw new StoppedException() : make();
    }

    private sealed class StoppingStore(ITableStore inner, Stop stop) : InterceptedStore(inner)
    {
        protected override async Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make)
        {
            if (call.Operation is not ("PutIfAbsent" or "Put"))
            {
                return await make();
            }

            stop.Step();
            T outcome = await make();
            stop.Step();
            return outcome;
        }
    }

    private sealed class StoppingEngine(IEngine inner, Stop stop) : IEngine
    {
        public string Name => inner.Name;

        public async Task<IEngineSession> OpenSessionAsync(CancellationToken cancellationToken)
        {
            stop.Step();
            return new StoppingSession(await inner.OpenSessionAsync(cancellationToken), stop);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class StoppingSession(IEngineSession inner, Stop stop) : IEngineSession
    {
        public Task BindAsync(TableName name, Snapshot snapshot, CancellationToken cancellationToken) =>
            StepAsync(() => inner.BindAsync(name, snapshot, cancellationToken));

        public Task<StructType> BindChangesAsync(TableName name, ChangeFeed feed, CancellationToken cancellationToken) =>
            inner.BindChangesAsync(name, feed, cancellationToken);

        public Task BindFilesAsync(
            TableName name, Snapshot snapshot, IReadOnlyList<AddFile> files, CancellationToken cancellationToken) =>
            StepAsync(() => inner.BindFilesAsync(name, snapshot, files, cancellationToken));

        public Task BindPartitionsAsync(
            TableName name, Snapshot snapshot, IReadOnlyList<AddFile> files, CancellationToken cancellationToken) =>
            StepAsync(() => inner.BindPartitionsAsync(name, snapshot, files, cancellationToken));

        public Task BindEmptyAsync(TableName name, StructType schema, CancellationToken cancellationToken) =>
            StepAsync(() => inner.BindEmptyAsync(name, schema, cancellationToken));

        public Task BindStagedAsync(TableName name, StructType schema, StagedRows staged, CancellationToken cancellationToken) =>
            StepAsync(() => inner.BindStagedAsync(name, schema, staged, cancellationToken));

        public Task LoadRowsAsync(
            TableName name,
            StructType schema,
            IReadOnlyList<IReadOnlyList<object?>> rows,
            CancellationToken cancellationToken) =>
            StepAsync(() => inner.LoadRowsAsync(name, schema, rows, cancellationToken));

        public Task<StagedRows> StageAsync(
            StageRequest request,
            IProgress<EngineProgress>? progress,
            CancellationToken cancellationToken) =>
            StepAsync(() => inner.StageAsync(request, progress, cancellationToken));

        public Task<RowSet> QueryAsync(string sql, int maxRows, CancellationToken cancellationToken) =>
            StepAsync(() => inner.QueryAsync(sql, maxRows, cancellationToken));

        public Task<IReadOnlyList<RowSetColumn>> DescribeAsync(string sql, CancellationToken cancellationToken) =>
            StepAsync(() => inner.DescribeAsync(sql, cancellationToken));

        public Task ExecuteAsync(string sql, CancellationToken cancellationToken) =>
            StepAsync(() => inner.ExecuteAsync(sql, cancellationToken));

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private async Task StepAsync(Func<Task> work)
        {
            stop.Step();
            await work();
            stop.Step();
        }

        private async Task<T> StepAsync<T>(Func<Task<T>> work)
        {
            stop.Step();
            T result = await work();
            stop.Step();
            return result;
        }
    }
}
