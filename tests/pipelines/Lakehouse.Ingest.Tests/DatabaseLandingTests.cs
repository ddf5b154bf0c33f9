using Lakehouse.Delta;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Ingest.Databases;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;
using Lakehouse.Testing;
using Npgsql;

namespace Lakehouse.Ingest.Tests;

/// <summary>Reading a real PostgreSQL: only what is new, nothing lost, nothing twice.</summary>
public sealed class DatabaseLandingTests(DatabaseLandingTests.Server server) : IClassFixture<DatabaseLandingTests.Server>, IAsyncLifetime
{
    private const string Rows = "select id, amount, note, changed_at from bronze.crm_deal order by id, changed_at";
    private static readonly TableName Deleted = new("bronze", "crm_deal_deleted");

    private readonly Lake _lake = new();
    private string _connection = string.Empty;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhyAbsent is null)
        {
            _connection = server.Postgres.CreateDatabase();
            await RunAsync("create table deal (id int primary key, amount numeric(12,2), is_won boolean, note text, tags text[], changed_at timestamptz)");
        }
    }

    public async Task DisposeAsync() => await _lake.DisposeAsync();

    [PostgresFact]
    public async Task Values_of_every_kind_land_as_the_contract_says()
    {
        await RunAsync("insert into deal values (1, 10.5, true, E'a,\"b\"\\nc', '{x,y}', '2026-01-01 12:00:00.123456+02'), (2, null, false, '', null, '2026-01-02Z')");

        EntityLanding landing = await LandAsync();

        Assert.Equal((2L, 0L, 0), (landing.LoadedRows, landing.QuarantinedRows, landing.Notices.Count(notice => notice.Code != "LH3052")));
        Assert.Equal(
            ["1|10.5|true|a,\"b\"\nc|[\"x\",\"y\"]|2026-01-01 10:00:00.123456", "2|~|false|~|~|2026-01-02 00:00:00"],
            await _lake.LinesAsync("select id, amount, is_won, note, tags, changed_at from bronze.crm_deal order by id"));
    }

    [PostgresFact]
    public async Task Only_what_has_changed_is_read_again_and_a_night_without_news_lands_nothing()
    {
        await RunAsync("insert into deal values (1, 1, true, 'a', null, '2026-01-01Z'), (2, 2, true, 'b', null, '2026-01-02Z')");
        await LandAsync();
        long? version = (await LandAsync()).Version?.Number;

        await RunAsync("update deal set note = 'c', changed_at = '2026-01-03Z' where id = 1");
        EntityLanding landing = await LandAsync();

        Assert.Equal(1, landing.LoadedRows);
        Assert.Equal(version + 1, landing.Version?.Number);
        Assert.Equal(["1|1|a|2026-01-01 00:00:00", "1|1|c|2026-01-03 00:00:00", "2|2|b|2026-01-02 00:00:00"], await _lake.LinesAsync(Rows));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_lake.Warehouse, ".extracts"), "*", SearchOption.AllDirectories));
    }

    [PostgresFact]
    public async Task A_row_that_was_committed_late_is_found_within_the_overlap_and_no_other_lands_twice()
    {
        await RunAsync("insert into deal values (1, 1, true, 'a', null, '2026-01-01T10:00Z'), (2, 2, true, 'b', null, '2026-01-01T12:00Z')");
        await LandAsync();
        await RunAsync("insert into deal values (3, 3, true, 'late', null, '2026-01-01T11:30Z'), (4, 4, true, 'too late', null, '2026-01-01T10:59Z')");

        Assert.Equal(1, (await LandAsync(overlap: TimeSpan.FromHours(1))).LoadedRows);
        Assert.Equal(0, (await LandAsync(overlap: TimeSpan.FromHours(1))).LoadedRows);
        Assert.Equal("1 2 3", Assert.Single(await _lake.LinesAsync("select string_agg(id, ' ' order by id) from bronze.crm_deal")));
    }

    [PostgresFact]
    public async Task A_clock_that_jumped_ahead_once_holds_nothing_back()
    {
        await RunAsync("insert into deal values (1, 1, true, 'a', null, '2026-01-01Z'), (2, 2, true, 'from the future', null, '2099-01-01Z')");
        await LandAsync();
        await RunAsync("insert into deal values (3, 3, true, 'b', null, '2026-02-01Z')");

        Assert.Equal(1, (await LandAsync()).LoadedRows);
        Assert.Equal(0, (await LandAsync()).LoadedRows);
    }

    [PostgresFact]
    public async Task Rows_come_in_chunks_and_a_run_that_is_stopped_between_them_goes_on_from_there()
    {
        await RunAsync("insert into deal select n, n, true, repeat('x', 10) || E'\\n\"', null, timestamptz '2026-01-01Z' + n * interval '1 minute' from generate_series(1, 25) n");
        string folder = Path.Combine(_lake.Warehouse, ".extracts", "crm", "deal");
        var stopped = new StoppedAtCommit();
        await Assert.ThrowsAsync<OperationCanceledException>(() => LandAsync(chunkRows: 10, progress: stopped, cancellationToken: stopped.Token));
        Assert.Equal(3, Directory.GetFiles(folder, "*.csv").Length);
        File.Delete(Directory.GetFiles(folder, "*-00002.csv")[0]);
        await RunAsync("insert into deal values (26, 26, true, 'new', null, '2026-01-02Z')");

        EntityLanding landing = await LandAsync(chunkRows: 10);

        Assert.Equal((26L, 3), (landing.LoadedRows, landing.Batches.Count));
        Assert.Equal("26|26", Assert.Single(await _lake.LinesAsync("select count(*), count(distinct id) from bronze.crm_deal")));
    }

    [PostgresFact]
    public async Task Without_a_cursor_rows_are_compared_and_a_value_that_comes_back_is_a_change()
    {
        await RunAsync("insert into deal values (1, 1, true, 'a', null, '2026-01-01Z'), (2, 2, true, 'b', null, '2026-01-01Z')");
        foreach (string note in (string[])["a", "c", "a", "a"])
        {
            await RunAsync($"update deal set note = '{note}' where id = 1");
            await LandAsync(hasCursor: false);
        }

        Assert.Equal("a c a", Assert.Single(await _lake.LinesAsync("select string_agg(note, ' ' order by _ingested_at) from bronze.crm_deal where id = '1'")));
        Assert.Equal("1", Assert.Single(await _lake.LinesAsync("select count(*) from bronze.crm_deal where id = '2'")));
    }

    [PostgresFact]
    public async Task Deleted_rows_are_found_by_their_keys_and_so_are_those_that_come_back()
    {
        const string Sql = "select id, is_deleted from bronze.crm_deal_deleted order by seen_at, id";
        await RunAsync("insert into deal values (1, 1, true, 'a', null, '2026-01-01Z'), (2, 2, true, 'b', null, '2026-01-02Z'), (3, 3, true, 'c', null, '2026-01-03Z')");
        await LandAsync(findsDeleted: true);
        await RunAsync("delete from deal where id < 3");
        await LandAsync(findsDeleted: true);
        await LandAsync(findsDeleted: true);
        Assert.Equal(["1|true", "2|true"], await _lake.LinesAsync(Sql, Deleted));

        // One as it was, which no cursor tells of; one as a new version.
        await RunAsync("insert into deal values (1, 1, true, 'a', null, '2026-01-01Z'), (2, 2, true, 'again', null, '2026-01-09Z')");
        await LandAsync(findsDeleted: true);
        await LandAsync(findsDeleted: true);

        string[] rows = await _lake.LinesAsync(Sql, Deleted);
        Assert.Equal("1|false", rows[2]);
        Assert.Equal("1 2 2 3", Assert.Single(await _lake.LinesAsync("select string_agg(id, ' ' order by id) from bronze.crm_deal")));
    }

    [PostgresFact]
    public async Task A_database_that_lost_most_of_its_rows_is_not_believed()
    {
        await RunAsync("insert into deal select n, n, true, 'a', null, '2026-01-01Z' from generate_series(1, 30) n");
        await LandAsync(findsDeleted: true);
        await RunAsync("delete from deal where id > 5");

        LakehouseException? fault = (await TryLandAsync(_connection, Source(findsDeleted: true))).Fault;

        Assert.True(fault?.Code == "LH3306", fault?.Message);
        Assert.StartsWith("found 25 of 30 keys of deal gone", fault?.Found, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_new_column_lands_and_a_value_of_another_type_goes_to_quarantine()
    {
        await RunAsync("insert into deal values (1, 1, true, 'a', null, '2026-01-01Z')");
        await LandAsync();
        await RunAsync("alter table deal add region text; alter table deal alter amount type text; insert into deal values (2, 'much', true, 'b', null, '2026-01-02Z', 'EU'), (3, '3', true, 'b', null, '2026-01-02Z', 'US')");

        EntityLanding landing = await LandAsync();

        Assert.Contains(landing.Notices, notice => notice.Text.Contains("region", StringComparison.Ordinal));
        Assert.Equal("2|WRONG_TYPE", Assert.Single(await _lake.LinesAsync("select split_part(raw, ',', 1).trim('\"'), reason from bronze._quarantine")));
        Assert.Equal(["1|~", "3|US"], await _lake.LinesAsync("select distinct id, region from bronze.crm_deal where id <> '2' and (id = '3' or region is null) order by id"));
    }

    [PostgresFact]
    public async Task A_query_that_fails_says_where_and_shows_no_secret()
    {
        string connection = _connection + ";Password=s3cret";
        SourceContract source = Source();
        EntityContract entity = source.Entities[0] with { Query = new EntityQuery { Table = null, Sql = "select * from absent;" } };

        LakehouseException? fault = (await TryLandAsync(connection, source with { Entities = [entity] })).Fault;
        LakehouseException? refused = (await TryLandAsync(connection.Replace("Username=", "Timeout=3;Username=absent_", StringComparison.Ordinal), source)).Fault;
        LakehouseException? noPort = (await TryLandAsync(connection + ";Port=99999", source)).Fault;
        LakehouseException? nonsense = (await TryLandAsync("Password=s3cret;Prot=1", source)).Fault;

        Assert.Equal(("LH3304", "LH3304", "LH3303", "LH3303"), (fault?.Code, refused?.Code, noPort?.Code, nonsense?.Code));
        Assert.Contains("crm.deal not to answer as asked: 42P01 relation \"absent\" does not exist", fault?.Found, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", $"{fault}{refused}{nonsense}", StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Nothing_can_be_written_through_a_query()
    {
        await RunAsync("create function grow() returns int language sql as 'insert into deal (id) values (99) returning id'");
        EntityContract entity = Source().Entities[0] with { Query = new EntityQuery { Table = null, Sql = "select d.*, grow() from deal d right join (select 1) one on true" } };

        LakehouseException? fault = (await TryLandAsync(_connection, Source() with { Entities = [entity] })).Fault;

        Assert.Contains("25006", fault?.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_file_that_others_may_read_is_refused()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("crm.connection", "Host=db;Password=s3cret\n");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal("LH3302", Assert.Throws<IngestException>(() => ConnectionText.Read(file)).Code);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("Host=db;Password=s3cret", ConnectionText.Read(file));
        Assert.Equal("LH3301", Assert.Throws<IngestException>(() => ConnectionText.Read(folder.At("absent"))).Code);
    }

    private static SourceContract Source(TimeSpan overlap = default, int chunkRows = 1000, bool hasCursor = true, bool findsDeleted = false)
    {
        EntityContract deal = Lake.Deals(contract => contract with
        {
            FilePattern = "deal/*.csv",
            Cursor = hasCursor ? "changed_at" : null,
            Columns =
            [
                new("id", Type("string")), new("amount", Type("decimal(19,4)")), new("is_won", Type("boolean")),
                new("note", Type("string")), new("changed_at", Type("timestamp")),
            ],
            Query = new EntityQuery { Table = "public.deal", Sql = null, Overlap = overlap, ChunkRows = chunkRows, FindsDeleted = findsDeleted },
        });
        SourceContract source = findsDeleted ? Lake.Source(deal, DeletedKeysContract.Of(deal)) : Lake.Source(deal);
        return source with { LandingFolder = string.Empty, Database = new DatabaseContract("${env:CRM}", null, "sql/bronze/crm.yml:3") };
    }

    private async Task<EntityLanding> LandAsync(
        TimeSpan overlap = default,
        int chunkRows = 1000,
        bool hasCursor = true,
        bool findsDeleted = false,
        IProgress<LandingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        (SourceLanding landed, LakehouseException? fault) =
            await TryLandAsync(_connection, Source(overlap, chunkRows, hasCursor, findsDeleted), progress, cancellationToken);
        Assert.Null(fault);
        return landed.Entities[0];
    }

    private Task<(SourceLanding Landed, LakehouseException? Fault)> TryLandAsync(
        string connection,
        SourceContract source,
        IProgress<LandingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        _lake.Clock.Step(TimeSpan.FromHours(1));
        LandingOptions options = new() { WarehouseFolder = _lake.Warehouse, Tables = _lake.Table, Engine = _lake.Engine, RunId = "run", Clock = _lake.Clock };
        return new DatabaseLanding(options).LandAsync(source, connection, progress, cancellationToken);
    }

    private async Task RunAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_connection);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static DataType Type(string name) => DataType.Parse(name);

    /// <summary>The server that the tests of this class share; none where PostgreSQL is absent.</summary>
    public sealed class Server : IDisposable
    {
        private readonly Lazy<PostgresServer> _postgres = new(() => new PostgresServer());

        public PostgresServer Postgres => _postgres.Value;

        public void Dispose()
        {
            if (_postgres.IsValueCreated)
            {
                _postgres.Value.Dispose();
            }
        }
    }

    /// <summary>Stops a run when it is about to commit.</summary>
    private sealed class StoppedAtCommit : IProgress<LandingProgress>
    {
        private readonly CancellationTokenSource _stop = new();

        public CancellationToken Token => _stop.Token;

        public void Report(LandingProgress value)
        {
            if (value.Phase == LandingPhase.Committing)
            {
                _stop.Cancel();
            }
        }
    }
}
