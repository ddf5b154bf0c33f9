using Lakehouse.Delta.Stores;
using Lakehouse.Ingest.Quarantine;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Ingest.Tests;

/// <summary>Quarantined rows that are put right and land, each exactly once.</summary>
public sealed class QuarantineReplayTests
{
    private const string Unquoted = "replace(raw[2:-2], '\"\"', '\"')";
    private const string Statuses = "select status || ' ' || count(*) from bronze._quarantine group by status order by 1";

    [Fact]
    public async Task A_rule_puts_rows_right_that_were_quoted_as_a_whole()
    {
        await using Lake lake = await LandedAsync();

        ReplayResult result = Assert.Single(await ReplayAsync(lake, new ReplayRequest { Rule = Unquoted, Filter = new(Reason: "TOO_FEW_FIELDS") }));

        Assert.Equal((2L, 2L, 0L, null), (result.RowCount, result.LoadedRows, result.QuarantinedRows, result.Refusal));
        Assert.Equal("5a 6b,c 7x", Assert.Single(await lake.LinesAsync("select string_agg(k || v, ' ' order by k) from bronze.crm_deal where k in ('5', '6', '7')")));
        Assert.Equal(["OPEN 1", "REPLAYED 2"], await lake.LinesAsync(Statuses));
        Assert.Equal(
            [$"\"5,a\"|5,a|{Unquoted}", $"\"6,\"\"b,c\"\"\"|6,\"b,c\"|{Unquoted}"],
            await lake.LinesAsync("select raw, fixed, rule from ops.quarantine_replay order by raw", ReplayTable.Name));
    }

    [Fact]
    public async Task A_row_is_replayed_once_however_often_it_is_asked_for()
    {
        await using Lake lake = await LandedAsync();
        ReplayRequest request = new() { Rule = Unquoted, Filter = new(Reason: "TOO_FEW_FIELDS") };
        await ReplayAsync(lake, request);

        Assert.Empty(await ReplayAsync(lake, request));
        await lake.LandAsync(Pairs());

        Assert.Equal("9", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
    }

    [Theory]
    [InlineData("quarantine_replay")]
    [InlineData("crm_deal")]
    [InlineData("_quarantine")]
    [InlineData("ingestion_batch")]
    public async Task A_replay_that_was_stopped_is_ended_by_the_next_one_whatever_that_asks_for(string stoppedAt)
    {
        await using Lake lake = await LandedAsync();
        ReplayRequest request = new() { Rule = Unquoted, Filter = new(Reason: "TOO_FEW_FIELDS") };
        lake.WrapStore = store => store.Root.EndsWith(stoppedAt, StringComparison.Ordinal) ? new RefusingStore(store) : store;
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => ReplayAsync(lake, request));

        lake.WrapStore = store => store;
        await ReplayAsync(lake, request with { Filter = new(Reason: "TOO_FEW_FIELDS"), Rule = "case when line < 7 then " + Unquoted + " end" });
        await ReplayAsync(lake, request);

        Assert.Equal("9", Assert.Single(await lake.LinesAsync("select count(*) from bronze.crm_deal")));
        Assert.Equal(["OPEN 1", "REPLAYED 2"], await lake.LinesAsync(Statuses));
    }

    [Fact]
    public async Task Texts_by_hand_take_the_place_of_single_rows()
    {
        await using Lake lake = await LandedAsync();
        string id = Assert.Single(await lake.LinesAsync("select quarantine_id from bronze._quarantine where reason = 'WRONG_TYPE' or reason = 'TOO_MANY_FIELDS'"));

        ReplayResult result = Assert.Single(await ReplayAsync(lake, new ReplayRequest { Fixes = new Dictionary<string, string> { [id] = "9,\"z,z\"" } }));

        Assert.Equal((1L, 1L), (result.RowCount, result.LoadedRows));
        Assert.Equal("z,z", Assert.Single(await lake.LinesAsync("select v from bronze.crm_deal where k = '9'")));
        IngestException fault = await Assert.ThrowsAsync<IngestException>(() =>
            ReplayAsync(lake, new ReplayRequest { Fixes = new Dictionary<string, string> { [id] = "9,z" } }));
        Assert.Equal("LH3203", fault.Code);
    }

    [Fact]
    public async Task Rows_that_still_do_not_fit_stay_as_they_are_where_none_does()
    {
        await using Lake lake = await LandedAsync();

        IReadOnlyList<ReplayResult> results = await ReplayAsync(lake, new ReplayRequest());
        Assert.StartsWith("LH3018: ", Assert.Single(results).Refusal, StringComparison.Ordinal);
        Assert.Equal(["OPEN 3"], await lake.LinesAsync(Statuses));

        // The rows are free for a rule that puts them right, and the one that it does not goes to quarantine anew.
        ReplayResult second = Assert.Single(await ReplayAsync(lake, new ReplayRequest { Rule = $"case when starts_with(raw, '\"') then {Unquoted} else raw end" }));
        Assert.Equal((3L, 2L, 1L), (second.RowCount, second.LoadedRows, second.QuarantinedRows));
        Assert.Equal(["OPEN 1", "REPLAYED 3"], await lake.LinesAsync(Statuses));
    }

    [Fact]
    public async Task A_rule_that_is_no_sql_says_what_is_expected()
    {
        await using Lake lake = await LandedAsync();

        IngestException fault = await Assert.ThrowsAsync<IngestException>(() => ReplayAsync(lake, new ReplayRequest { Rule = "replace(raws, 'a', 'b')" }));

        Assert.Equal("LH3201", fault.Code);
        Assert.Contains("raws", fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discarded_rows_are_not_replayed()
    {
        await using Lake lake = await LandedAsync();

        Assert.Equal(2, await Replay(lake).DiscardAsync(new QuarantineFilter(Reason: "TOO_FEW_FIELDS"), idPrefix: null, default));

        Assert.Equal(["DISCARDED 2", "OPEN 1"], await lake.LinesAsync(Statuses));
        Assert.Empty(await ReplayAsync(lake, new ReplayRequest { Rule = Unquoted, Filter = new(Reason: "TOO_FEW_FIELDS") }));
    }

    [Fact]
    public async Task A_contract_that_was_changed_takes_rows_as_they_came()
    {
        await using var lake = new Lake();
        EntityContract strict = Pairs() with { Format = new FileFormat { Kind = FileKind.Ndjson }, Columns = [new("k", Type("string")), new("v", Type("bigint"))] };
        lake.Deliver("deal.ndjson", "{\"k\":\"1\",\"v\":1}\n{\"k\":\"2\",\"v\":2}\n{\"k\":\"3\",\"v\":\"none\"}\n");
        await lake.LandAsync(strict);

        EntityContract loose = strict with { Format = strict.Format with { NullTexts = ["none"] } };
        ReplayResult result = Assert.Single(await ReplayAsync(lake, new ReplayRequest(), loose));

        Assert.Equal((1L, 0L), (result.LoadedRows, result.QuarantinedRows));
        Assert.Equal(["1|1", "2|2", "3|~"], await lake.LinesAsync("select k, v from bronze.crm_deal order by k"));
    }

    private static async Task<Lake> LandedAsync()
    {
        var lake = new Lake();
        lake.Deliver("deal.csv", "k,v\n1,p\n2,q\n3,r\n4,s\n\"5,a\"\n\"6,\"\"b,c\"\"\"\n7,x\n8,y\n9,z,z\n0,o\n");
        await lake.LandAsync(Pairs());
        return lake;
    }

    private static EntityContract Pairs() => Lake.Deals(deal => deal with
    {
        Key = ["k"],
        Cursor = null,
        Columns = [new("k", Type("string")), new("v", Type("string"))],
    });

    private static Delta.Schema.DataType Type(string name) => Delta.Schema.DataType.Parse(name);

    private static Task<IReadOnlyList<ReplayResult>> ReplayAsync(Lake lake, ReplayRequest request, EntityContract? entity = null) =>
        Replay(lake, entity).ReplayAsync(request, default);

    private static QuarantineReplay Replay(Lake lake, EntityContract? entity = null)
    {
        lake.Clock.Step(TimeSpan.FromHours(1));
        LandingOptions options = new() { WarehouseFolder = lake.Warehouse, Tables = lake.Table, Engine = lake.Engine, RunId = "replay", Clock = lake.Clock };
        return new QuarantineReplay(options, [Lake.Source(entity ?? Pairs())]);
    }

    private sealed class RefusingStore(ITableStore inner) : InterceptedStore(inner)
    {
        protected override Task<T> CallAsync<T>(StoreCall call, Func<Task<T>> make) =>
            call.Operation is "PutIfAbsent" ? throw new InvalidOperationException("stopped") : make();
    }
}
