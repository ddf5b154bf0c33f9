using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Faults.Tests;

/// <summary>Every operation that writes to a table. A new one is one entry.</summary>
internal static class Operations
{
    private const int BeforeCheckpoint = 10;

    public static readonly IReadOnlyList<Operation> All =
    [
        new("create", _ => Task.CompletedTask, async (under, table) => await under.AppendAsync(table, 100)),
        new("append", Rows, async (under, table) => await under.AppendAsync(table, 100)),
        new("append at a checkpoint", ManyCommits, async (under, table) => await under.AppendAsync(table, 100)),
        new("append after a checkpoint", CheckpointAndRows, async (under, table) => await under.AppendAsync(table, 100)),
        new("append with a transaction", Rows, AppendOnceAsync) { IsIdempotent = true },
        new("overwrite", Rows, OverwriteAsync) { MayConflict = true },
        new("replace a file", Rows, ReplaceAsync) { MayConflict = true },
        new("delete", Rows, async (under, table) => (await under.Rows(table).DeleteAsync("id < 3", null, CancellationToken.None)).Outcome)
        {
            MayConflict = true,
        },
        new("update", Rows, async (under, table) => (await under.Rows(table).UpdateAsync(Hundredfold, "id < 3", null, CancellationToken.None)).Outcome)
        {
            MayConflict = true,
        },
        new("delete with a change feed", ChangeRows, async (under, table) => (await under.Rows(table).DeleteAsync("id < 3", null, CancellationToken.None)).Outcome)
        {
            MayConflict = true,
        },
        new("optimize", Rows, async (under, table) => (await under.Rows(table).OptimizeAsync(new OptimizeRequest(), CancellationToken.None)).Outcome),
        new("order", Rows, async (under, table) => (await under.Rows(table).OptimizeAsync(ByIdAndRegion, CancellationToken.None)).Outcome),
        new("restore", Rows, RestoreAsync) { MayConflict = true },
        new("clone", _ => Task.CompletedTask, CloneAsync) { MayConflict = true },
        new("append to a table with rules", RuledRows, AppendRuledAsync),
        new("append to a table whose commits have times", TimedRows, async (under, table) => await under.AppendAsync(table, 100)),
        new("add a constraint", Rows, async (under, table) => await under.Rows(table).AddConstraintAsync("positive", "id > 0", CancellationToken.None))
        {
            MayConflict = true,
        },
        new("drop a constraint", RuledRows, (under, table) => AlterAsync(table, new DropConstraint("positive"))),
        new("forbid nulls", Rows, async (under, table) => await under.Rows(table).SetNullabilityAsync(["id"], isNullable: false, CancellationToken.None))
        {
            MayConflict = true,
        },
        new("set a property", Rows, (under, table) => AlterAsync(table, Property("owner", "sales"))) { IsIdempotent = true },
        new("begin to have times", Rows, (under, table) => AlterAsync(table, Property("delta.enableInCommitTimestamps", "true"))) { IsIdempotent = true },
        new("unset a property", ChangeRows, (under, table) => AlterAsync(table, new UnsetProperties(["delta.enableChangeDataFeed"]))),
        new("merge", Rows, async (under, table) => (await under.Rows(table).MergeAsync(Upsert, CancellationToken.None)).Outcome)
        {
            MayConflict = true,
        },
    ];

    private static Dictionary<string, string> Hundredfold => new() { ["id"] = "id * 100" };

    // Only a row that is the same on a second run, so that merging twice is merging once.
    private static MergeRequest Upsert => new()
    {
        Source = "select * from (values (2, 'merged'), (100, 'new')) as s(id, region)",
        On = "target.id = source.id",
        Clauses = [new MergeClause.MatchedUpdate(), new MergeClause.NotMatchedInsert()],
    };

    private static OptimizeRequest ByIdAndRegion => new() { OrderBy = ["id", "region"] };

    public static Operation Of(string name) => All.Single(operation => operation.Name == name);

    private static async Task Rows(FaultTable under)
    {
        await under.AppendAsync(under.Table, 1, 2, 3);
        await under.AppendAsync(under.Table, 4);
    }

    private static Task ChangeRows(FaultTable under) => RowsWith(under, "delta.enableChangeDataFeed");

    private static Task TimedRows(FaultTable under) => RowsWith(under, "delta.enableInCommitTimestamps");

    private static async Task RuledRows(FaultTable under)
    {
        await Rows(under);
        Assert.IsType<WriteOutcome.Committed>(
            await under.Rows(under.Table).AddConstraintAsync("positive", "id > 0", CancellationToken.None));
    }

    private static async Task RowsWith(FaultTable under, string property)
    {
        StagedRows staged = await under.StageAsync(1, 2, 3);
        TableWrite write = FaultTable.Write(WriteMode.Append, staged) with { Properties = new Dictionary<string, string> { [property] = "true" } };
        Assert.IsType<WriteOutcome.Committed>(await under.Table.WriteAsync(null, write, CancellationToken.None));
        await under.AppendAsync(under.Table, 4);
    }

    private static async Task ManyCommits(FaultTable under)
    {
        for (int id = 0; id < BeforeCheckpoint; id++)
        {
            await under.AppendAsync(under.Table, id);
        }
    }

    private static async Task CheckpointAndRows(FaultTable under)
    {
        await ManyCommits(under);
        await under.AppendAsync(under.Table, 11);
        await under.AppendAsync(under.Table, 12);
    }

    private static SetProperties Property(string key, string value) => new(new Dictionary<string, string> { [key] = value });

    private static async Task<WriteOutcome?> AlterAsync(Delta.DeltaTable table, TableAlteration alteration) =>
        await table.AlterAsync((await table.TryLoadAsync(CancellationToken.None))!, alteration, CancellationToken.None);

    private static async Task<WriteOutcome?> AppendRuledAsync(FaultTable under, Delta.DeltaTable table)
    {
        RowsRequest rows = new() { Sql = "select 100 as id, 'even' as region" };
        return (await under.Rows(table).AppendAsync(rows, CancellationToken.None)).Outcome;
    }

    private static async Task<WriteOutcome?> AppendOnceAsync(FaultTable under, Delta.DeltaTable table)
    {
        StagedRows staged = await under.StageAsync(100);
        Snapshot? basis = await table.TryLoadAsync(CancellationToken.None);
        TableWrite write = FaultTable.Write(WriteMode.Append, staged) with { Transactions = [new SetTransaction("loader", 7)] };
        return await table.WriteAsync(basis, write, CancellationToken.None);
    }

    private static async Task<WriteOutcome?> RestoreAsync(FaultTable under, Delta.DeltaTable table)
    {
        Snapshot first = await under.Table.LoadAsync(Delta.Log.TableVersion.Zero, CancellationToken.None);
        return (await table.RestoreAsync(first, new RestoreOptions(), CancellationToken.None)).Outcome;
    }

    private static async Task<WriteOutcome?> CloneAsync(FaultTable under, Delta.DeltaTable table)
    {
        Delta.DeltaTable source = under.Within("source");
        Snapshot? made = await source.TryLoadAsync(CancellationToken.None);
        if (made is null)
        {
            StagedRows staged = await under.StageAsync(100, 101);
            StagedRows moved = staged with { Files = [.. staged.Files.Select(file => file with { Path = Path.GetFileName(file.Path) })] };
            foreach (Delta.Statistics.DataFile file in moved.Files)
            {
                Directory.CreateDirectory(source.Root);
                File.Move(Path.Combine(under.Table.Root, file.Path), Path.Combine(source.Root, file.Path));
            }

            await source.WriteAsync(null, FaultTable.Write(WriteMode.Append, moved), CancellationToken.None);
            made = await source.TryLoadAsync(CancellationToken.None);
        }

        return await table.CloneFromAsync(made!, CancellationToken.None);
    }

    private static async Task<WriteOutcome?> OverwriteAsync(FaultTable under, Delta.DeltaTable table)
    {
        StagedRows staged = await under.StageAsync(100, 101);
        Snapshot? basis = await table.TryLoadAsync(CancellationToken.None);
        return await table.WriteAsync(basis, FaultTable.Write(WriteMode.Overwrite, staged), CancellationToken.None);
    }

    // The file with the most rows becomes another; which it is does not hang on names.
    private static async Task<WriteOutcome?> ReplaceAsync(FaultTable under, Delta.DeltaTable table)
    {
        StagedRows staged = await under.StageAsync(100);
        Snapshot basis = (await table.TryLoadAsync(CancellationToken.None))!;
        AddFile largest = basis.Files.OrderByDescending(file => file.SizeBytes).First();
        TableWrite write = FaultTable.Write(WriteMode.Replace, staged) with { Removed = [largest] };
        return await table.WriteAsync(basis, write, CancellationToken.None);
    }
}
