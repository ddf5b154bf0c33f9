using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class MergeTests : IAsyncLifetime
{
    private const string SameId = "target.id = source.id";

    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task Matched_rows_change_others_come_and_files_without_matches_stay()
    {
        _ = await _test.AppendAsync("select i as id, 'old' as note from range(4) t(i)");
        _ = await _test.AppendAsync("select i as id, 'old' as note from range(100, 104) t(i)");

        OperationResult result = await MergeAsync(
            "select 'new' as note, id from (values (2), (3), (7)) t(id)",
            SameId,
            new MergeClause.MatchedUpdate(),
            new MergeClause.NotMatchedInsert()
        );

        Assert.Equal(
            ["0|old", "100|old", "101|old", "102|old", "103|old", "1|old", "2|new", "3|new", "7|new"],
            await _test.RowsAsync()
        );
        Assert.Equal((1L, 2L, 0L, 2L), (result.InsertedRows, result.UpdatedRows, result.DeletedRows, result.CopiedRows));
        _ = Assert.Single(_test.Actions(2, "remove"));
        IReadOnlyDictionary<string, string> metrics = await _test.MetricsAsync();
        Assert.Equal(
            ("3", "1", "2", "0", "2", "1", "1"),
            (
                metrics["numSourceRows"],
                metrics["numTargetRowsInserted"],
                metrics["numTargetRowsUpdated"],
                metrics["numTargetRowsDeleted"],
                metrics["numTargetRowsCopied"],
                metrics["numTargetFilesAdded"],
                metrics["numTargetFilesRemoved"]
            )
        );
    }

    [Fact]
    public async Task Of_the_clauses_of_a_kind_the_first_that_holds_applies()
    {
        _ = await _test.AppendAsync("select i as id, i * 10 as amount, 'x' as note from range(6) t(i)");

        OperationResult result = await MergeAsync(
            "select i as id, i as delta from range(8) t(i) where i <> 1",
            SameId,
            new MergeClause.MatchedDelete("source.delta = 0"),
            new MergeClause.MatchedUpdate(
                new Dictionary<string, string> { ["amount"] = "target.amount + source.delta" },
                "target.id < 4"
            ),
            new MergeClause.MatchedUpdate(new Dictionary<string, string> { ["note"] = "'late'" }, "target.id = 4"),
            new MergeClause.NotMatchedInsert(
                new Dictionary<string, string> { ["id"] = "source.id", ["amount"] = "-1" },
                "source.id = 6"
            ),
            new MergeClause.NotMatchedBySourceUpdate(
                new Dictionary<string, string> { ["note"] = "note || '!'" },
                "target.id = 1"
            )
        );

        Assert.Equal(
            ["1|10|x!", "2|22|x", "3|33|x", "4|40|late", "5|50|x", "6|-1|~"],
            await _test.RowsAsync()
        );
        Assert.Equal((1L, 4L, 1L, 1L), (result.InsertedRows, result.UpdatedRows, result.DeletedRows, result.CopiedRows));
        using JsonDocument info = JsonDocument.Parse(_test.Actions(1, "commitInfo")[0]);
        JsonElement parameters = info.RootElement.GetProperty("commitInfo").GetProperty("operationParameters");
        Assert.Equal("""["(target.id = source.id)"]""", parameters.GetProperty("predicate").GetString());
        Assert.Equal(
            """[{"predicate":"(source.id = 6)","actionType":"insert"}]""",
            parameters.GetProperty("notMatchedPredicates").GetString()
        );
    }

    [Fact]
    public async Task Rows_that_no_source_row_matches_may_go()
    {
        _ = await _test.AppendAsync("select i as id from range(3) t(i)");
        _ = await _test.AppendAsync("select i as id from range(10, 13) t(i)");

        _ = await MergeAsync(
            "select 1 as id",
            SameId,
            new MergeClause.NotMatchedBySourceDelete("target.id < 10")
        );

        Assert.Equal(["1", "10", "11", "12"], await _test.RowsAsync());
        _ = Assert.Single(_test.Actions(2, "remove"));
    }

    [Fact]
    public async Task A_row_that_several_source_rows_match_is_refused()
    {
        _ = await _test.AppendAsync("select i as id from range(3) t(i)");

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() =>
            MergeAsync("select 1 as id from range(2)", SameId, new MergeClause.MatchedUpdate())
        );

        Assert.Equal("LH2709", refused.Code);
        Assert.Equal(0, (await _test.LoadAsync()).Version.Number);
        _ = Assert.Single(Directory.GetFiles(_test.Root, "*.parquet"));
    }

    [Fact]
    public async Task Several_matches_are_fine_where_no_clause_applies_to_them_or_the_row_just_goes()
    {
        _ = await _test.AppendAsync("select i as id from range(4) t(i)");

        _ = await MergeAsync(
            "select id, n from (values (1, 1), (1, 2), (2, 1)) t(id, n)",
            SameId,
            new MergeClause.MatchedUpdate(new Dictionary<string, string> { ["id"] = "target.id + 50" }, "source.n = 1")
        );
        _ = await MergeAsync("select 3 as id from range(3)", SameId, new MergeClause.MatchedDelete());

        Assert.Equal(["0", "51", "52"], await _test.RowsAsync());
    }

    [Fact]
    public async Task A_merge_that_only_adds_rows_removes_no_file()
    {
        _ = await _test.AppendAsync("select i as id from range(3) t(i)");

        OperationResult result = await MergeAsync(
            "select i as id from range(2, 5) t(i)",
            SameId,
            new MergeClause.NotMatchedInsert()
        );

        Assert.Equal(2, result.InsertedRows);
        Assert.Empty(_test.Actions(1, "remove"));
        Assert.Contains("\"isBlindAppend\":false", _test.Actions(1, "commitInfo")[0], StringComparison.Ordinal);
        Assert.Equal(["0", "1", "2", "3", "4"], await _test.RowsAsync());
    }

    [Fact]
    public async Task A_merge_may_bring_columns_to_the_table()
    {
        _ = await _test.AppendAsync("select i as id, 'kept' as old, {'a': 1} as s from range(2) t(i)");

        _ = await _test.Operations.MergeAsync(
            new MergeRequest
            {
                Source = "select i as id, {'b': 5, 'a': 2} as s, 1.5::decimal(9,2) as extra from range(1, 3) t(i)",
                On = SameId,
                Clauses = [new MergeClause.MatchedUpdate(), new MergeClause.NotMatchedInsert()],
                MayAddColumns = true,
            },
            CancellationToken.None
        );

        Assert.Equal(
            ["0|kept|{a=1,b=~}|~", "1|kept|{a=2,b=5}|1.50", "2|~|{a=2,b=5}|1.50"],
            await _test.RowsAsync()
        );
    }

    [Fact]
    public async Task Clauses_that_cannot_be_reached_or_columns_that_the_source_lacks_are_refused()
    {
        _ = await _test.AppendAsync("select 1 as id, 2 as x");

        EngineException hidden = await Assert.ThrowsAsync<EngineException>(() =>
            MergeAsync("select 1 as id, 2 as x", SameId, new MergeClause.MatchedDelete(), new MergeClause.MatchedUpdate())
        );
        EngineException missing = await Assert.ThrowsAsync<EngineException>(() =>
            MergeAsync("select 1 as id", SameId, new MergeClause.MatchedUpdate())
        );
        EngineException unknown = await Assert.ThrowsAsync<EngineException>(() =>
            MergeAsync(
                "select 1 as id",
                SameId,
                new MergeClause.MatchedUpdate(new Dictionary<string, string> { ["y"] = "1" })
            )
        );

        Assert.Equal(("LH2708", "LH2707", "LH2702"), (hidden.Code, missing.Code, unknown.Code));
    }

    [Fact]
    public async Task Partition_values_with_odd_letters_and_null_are_matched_and_kept()
    {
        string values = "(values ('a b'), ('50%'), ('x/y'), ('é'), (null)) t(p)";
        _ = await _test.AppendAsync($"select p, row_number() over () as id, 0 as n from {values}", ["p"]);

        _ = await MergeAsync(
            $"select p, 1 as n from {values}",
            "target.p is not distinct from source.p",
            new MergeClause.MatchedUpdate(new Dictionary<string, string> { ["n"] = "source.n" })
        );

        Assert.Equal(["50%|1", "a b|1", "x/y|1", "~|1", "é|1"], await _test.RowsAsync("p, n"));
        Assert.Contains(_test.Actions(1, "add"), line => line.Contains("p=50%2525/", StringComparison.Ordinal));
    }

    private Task<OperationResult> MergeAsync(string source, string on, params MergeClause[] clauses) =>
        _test.Operations.MergeAsync(
            new MergeRequest
            {
                Source = source,
                On = on,
                Clauses = clauses,
            },
            CancellationToken.None
        );
}
