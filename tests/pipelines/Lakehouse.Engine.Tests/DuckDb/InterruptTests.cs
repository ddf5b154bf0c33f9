#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using System.Diagnostics;
using Lakehouse.Engine.DuckDb;
using static Lakehouse.Engine.Tests.DuckDb.EngineFixture;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class InterruptTests
{
    // Hours of work, were it not interrupted.
    private const string Endless =
        "select count(*) as n from range(100000) a(i), range(100000) b(j), range(1000) c(k) where (i * j + k) % 7 = 3";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_cancelled_query_ends_soon_and_the_session_lives_on()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        long start = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.Session.QueryAsync(Endless, 1, cancellation.Token)
        );

        Assert.True(Stopwatch.GetElapsedTime(start) < Soon);
        Assert.Equal(1L, await engine.ValueAsync("1"));
    }

    [Fact]
    public async Task A_cancelled_staging_leaves_nothing_behind()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var request = new StageRequest
        {
            Sql = "select i, md5((i * j)::varchar) as t from range(1000000) a(i), range(100000) b(j)",
            Schema = Schema(("i", Long), ("t", Text)),
            TableRoot = engine.At("table"),
            TargetFileSizeBytes = 1_000_000,
            Label = "gold.probe",
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.Session.StageAsync(request, null, cancellation.Token)
        );

        Assert.Empty(Directory.EnumerateFileSystemEntries(engine.At("table")));
        Assert.Equal(1, (await engine.StageAsync("select 1 as i", Schema(("i", Long)))).RowCount);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_runs_nothing()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.Session.ExecuteAsync("create table main.t (i int)", new CancellationToken(canceled: true))
        );

        Assert.Equal(0L, await engine.ValueAsync("(select count(*) from duckdb_tables() where table_name = 't')"));
    }

    [Fact]
    public async Task Progress_is_told_while_a_statement_runs()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StagedRows rows = await engine.StageAsync(
            "select i, md5(i::varchar) as t from range(2000000) a(i)",
            Schema(("i", Long), ("t", Text)),
            "big"
        );
        await engine.Session.BindStagedAsync(
            new TableName("silver", "big"),
            Schema(("i", Long), ("t", Text)),
            rows,
            CancellationToken.None
        );
        using var cancellation = new CancellationTokenSource();
        var reports = new Reports(report =>
        {
            if (report.Fraction > 0)
            {
                cancellation.Cancel();
            }
        });

        var request = new StageRequest
        {
            Sql =
                "select a.i, max(md5(a.t || b.t)) as t from silver.big a join silver.big b on a.i % 1000 = b.i % 1000 group by a.i",
            Schema = Schema(("i", Long), ("t", Text)),
            TableRoot = engine.At("table"),
            Label = "gold.probe",
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation.Token, limit.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.Session.StageAsync(request, reports, either.Token)
        );

        Assert.False(limit.IsCancellationRequested);
        Assert.All(reports.Seen, report => Assert.Equal("gold.probe", report.Label));
        Assert.All(reports.Seen, report => Assert.True(report.Fraction is null or (>= 0 and <= 1)));
    }

    [Fact]
    public async Task Sessions_work_at_the_same_time()
    {
        await using var engine = new DuckDbEngine(new DuckDbOptions { Threads = 2 });

        long[] sums = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(async number =>
                {
                    await using IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
                    await session.LoadRowsAsync(
                        new TableName("silver", "t"),
                        Schema(("i", Long)),
                        [
                            [(long)number],
                        ],
                        CancellationToken.None
                    );
                    RowSet rows = await session.QueryAsync(
                        "select sum(i) as s from silver.t, range(1000)",
                        1,
                        CancellationToken.None
                    );
                    return (long)rows.Rows[0][0]!;
                })
        );

        Assert.Equal(Enumerable.Range(1, 8).Select(number => number * 1000L), sums);
    }

    [Fact]
    public async Task The_folder_to_spill_to_is_gone_at_the_end()
    {
        using var folder = new Lakehouse.Testing.TemporaryFolder();
        var engine = new DuckDbEngine(
            new DuckDbOptions
            {
                MemoryLimit = "100MB",
                Threads = 1,
                TempFolder = folder.FullPath,
            }
        );
        bool hasSpilled;
        await using (IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None))
        {
            await session.ExecuteAsync(
                "create table main.t as select i, md5(i::varchar) as h from range(4000000) t(i) order by h",
                CancellationToken.None
            );
            hasSpilled = Directory.EnumerateFileSystemEntries(folder.FullPath).Any();
        }

        await engine.DisposeAsync();

        Assert.True(hasSpilled);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    private sealed class Reports(Action<EngineProgress> act) : IProgress<EngineProgress>
    {
        private readonly List<EngineProgress> _seen = [];

        public IReadOnlyList<EngineProgress> Seen => _seen;

        public void Report(EngineProgress value)
        {
            _seen.Add(value);
            act(value);
        }
    }
}
