using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

/// <summary>
/// Random operations give at each version the rows of a model in memory, and the change feed of each commit is exactly
/// what changed.
/// </summary>
public sealed class RandomOperationsTests
{
    private const int Steps = 9;
    private static readonly TableName Feed = new("test", "feed");

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("plain", 2)]
    [InlineData("partitioned", 3)]
    [InlineData("partitioned feed", 4)]
    [InlineData("feed", 5)]
    [InlineData("vectors", 6)]
    [InlineData("vectors", 7)]
    [InlineData("partitioned vectors", 8)]
    [InlineData("feed vectors", 9)]
    [InlineData("name", 10)]
    [InlineData("id partitioned", 11)]
    [InlineData("name partitioned feed vectors", 12)]
    public async Task Each_version_has_the_rows_of_the_model_and_the_feed_has_the_difference(string kinds, int seed)
    {
        HashSet<string> kind = [.. kinds.Split(' ')];
        await using OperationFixture test = await OperationFixture.OpenAsync();
        ModelTable model = new(new Random(seed));
        List<(string[] Rows, ModelChange Change)> versions = [];
        ModelRow[] first = model.NewRows(12);
        _ = await test.AppendAsync(
            ModelTable.Select(first),
            kind.Contains("partitioned") ? ["region"] : [],
            [.. Properties(kind)]
        );
        versions.Add(Version(model, model.Apply([], first)));
        for (int step = 0; step < Steps; step++)
        {
            (OperationResult result, ModelChange change) = await RunAsync(test, model, kind);
            if (change.Removed.Count + change.Added.Count == 0 && result.Outcome is null)
            {
                continue;
            }

            Assert.Equal(versions.Count, OperationFixture.Committed(result));
            versions.Add(Version(model, change));
        }

        for (int version = 0; version < versions.Count; version++)
        {
            Snapshot snapshot = await test.Table.LoadAsync(new TableVersion(version), CancellationToken.None);
            Assert.Equal(versions[version].Rows, await test.RowsAsync(snapshot, "id, region, amount, note"));
            if (kind.Contains("feed") && version > 0)
            {
                await RequireFeedAsync(test, snapshot, versions[version].Change);
            }
        }
    }

    private static (string[], ModelChange) Version(ModelTable model, ModelChange change) =>
        (ModelTable.Sorted(model.Rows), change);

    // Checkpoints come often, so that what they must carry is read back.
    private static IEnumerable<(string, string)> Properties(HashSet<string> kind)
    {
        yield return ("delta.checkpointInterval", "3");
        if (kind.Contains("feed"))
        {
            yield return ("delta.enableChangeDataFeed", "true");
        }

        if (kind.Contains("vectors"))
        {
            yield return ("delta.enableDeletionVectors", "true");
        }

        if (kind.Contains("name") || kind.Contains("id"))
        {
            yield return ("delta.columnMapping.mode", kind.Contains("id") ? "id" : "name");
        }
    }

    private static Task<(OperationResult, ModelChange)> RunAsync(
        OperationFixture test,
        ModelTable model,
        HashSet<string> kind
    ) =>
        model.Below(kind.Contains("partitioned") ? 7 : 6) switch
        {
            0 => AppendAsync(test, model),
            1 => DeleteAsync(test, model),
            2 => UpdateAsync(test, model),
            3 => ReplaceAsync(test, model),
            6 => OverwritePartitionAsync(test, model),
            _ => MergeAsync(test, model),
        };

    private static async Task<(OperationResult, ModelChange)> AppendAsync(OperationFixture test, ModelTable model)
    {
        ModelRow[] rows = model.NewRows(6);
        return (await test.AppendAsync(ModelTable.Select(rows)), model.Apply([], rows));
    }

    private static async Task<(OperationResult, ModelChange)> DeleteAsync(OperationFixture test, ModelTable model)
    {
        ModelCondition condition = model.Condition();
        ModelRow[] gone = [.. model.Rows.Where(condition.Holds)];
        OperationResult result = await test.Operations.DeleteAsync(condition.Sql, null, CancellationToken.None);
        Assert.Equal(gone.Length, result.DeletedRows);
        return (result, model.Apply(gone, []));
    }

    private static async Task<(OperationResult, ModelChange)> UpdateAsync(OperationFixture test, ModelTable model)
    {
        ModelCondition condition = model.Condition();
        string? region = model.Region() ?? "moved";
        bool moves = model.Below(2) == 0;
        ModelRow[] before = [.. model.Rows.Where(condition.Holds)];
        ModelRow[] after =
        [
            .. before.Select(row => row with { Amount = row.Amount + 1, Region = moves ? region : row.Region }),
        ];
        Dictionary<string, string> set = new() { ["amount"] = "amount + 1" };
        if (moves)
        {
            set["region"] = $"'{region}'";
        }

        OperationResult result = await test.Operations.UpdateAsync(set, condition.Sql, null, CancellationToken.None);
        Assert.Equal(before.Length, result.UpdatedRows);
        return (result, model.Apply(before, after));
    }

    private static async Task<(OperationResult, ModelChange)> ReplaceAsync(OperationFixture test, ModelTable model)
    {
        string? region = model.Region();
        ModelCondition condition = ModelTable.InRegion(region);
        ModelRow[] rows = [.. Enumerable.Range(0, 3).Select(_ => model.NewRow(region))];
        ModelRow[] gone = [.. model.Rows.Where(condition.Holds)];
        OperationResult result = await test.Operations.ReplaceWhereAsync(
            new RowsRequest { Sql = ModelTable.Select(rows) },
            condition.Sql,
            CancellationToken.None
        );
        return (result, model.Apply(gone, rows));
    }

    private static async Task<(OperationResult, ModelChange)> OverwritePartitionAsync(
        OperationFixture test,
        ModelTable model
    )
    {
        ModelRow[] rows = model.NewRows(2);
        ModelRow[] gone = [.. model.Rows.Where(row => Array.Exists(rows, other => other.Region == row.Region))];
        OperationResult result = await test.Operations.OverwritePartitionsAsync(
            new RowsRequest { Sql = ModelTable.Select(rows) },
            CancellationToken.None
        );
        return (result, model.Apply(gone, rows));
    }

    private static async Task<(OperationResult, ModelChange)> MergeAsync(OperationFixture test, ModelTable model)
    {
        ModelRow[] known = [.. model.Rows.Where(_ => model.Below(4) == 0)];
        ModelRow[] source =
        [
            .. known.Select(row => row with { Amount = model.Below(60) - 10, Note = "merged" }),
            .. model.NewRows(2),
        ];
        bool deletesOthers = model.Below(3) == 0;
        ModelRow[] deleted = [.. known.Where((_, at) => source[at].Amount < 0)];
        ModelRow[] updated = [.. known.Except(deleted)];
        ModelRow[] others = deletesOthers ? [.. model.Rows.Except(known).Where(row => row.Amount > 60)] : [];
        ModelRow[] after = [.. source.Take(known.Length).Where(row => row.Amount >= 0)];
        List<MergeClause> clauses =
        [
            new MergeClause.MatchedDelete("source.amount < 0"),
            model.Below(2) == 0
                ? new MergeClause.MatchedUpdate()
                : new MergeClause.MatchedUpdate(
                    new Dictionary<string, string>
                    {
                        ["amount"] = "target.amount - target.amount + source.amount",
                        ["note"] = "source.note",
                    }
                ),
            new MergeClause.NotMatchedInsert(),
        ];
        if (deletesOthers)
        {
            clauses.Add(new MergeClause.NotMatchedBySourceDelete("target.amount > 60"));
        }

        OperationResult result = await test.Operations.MergeAsync(
            new MergeRequest
            {
                Source = ModelTable.Select(source),
                On = "target.id = source.id",
                Clauses = clauses,
            },
            CancellationToken.None
        );
        Assert.Equal(
            (2L, (long)updated.Length, (long)(deleted.Length + others.Length)),
            (result.InsertedRows, result.UpdatedRows, result.DeletedRows)
        );
        return (result, model.Apply([.. deleted, .. updated, .. others], [.. after, .. source.Skip(known.Length)]));
    }

    private static async Task RequireFeedAsync(OperationFixture test, Snapshot snapshot, ModelChange change)
    {
        ChangeFeed feed = await test.Table.LoadChangesAsync(snapshot.Version, snapshot.Version, CancellationToken.None);
        _ = await test.Session.BindChangesAsync(Feed, feed, CancellationToken.None);
        ILookup<bool, string> rows = (
            await test.QueryAsync("select id, region, amount, note, _change_type from test.feed")
        ).ToLookup(
            row => row[(row.LastIndexOf('|') + 1)..] is "delete" or "update_preimage",
            row => row[..row.LastIndexOf('|')]
        );
        Assert.Equal(ModelTable.Sorted(change.Removed), rows[true].Order(StringComparer.Ordinal));
        Assert.Equal(ModelTable.Sorted(change.Added), rows[false].Order(StringComparer.Ordinal));
    }
}
