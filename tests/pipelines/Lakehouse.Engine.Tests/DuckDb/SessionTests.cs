#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using Lakehouse.Delta.Schema;
using static Lakehouse.Engine.Tests.DuckDb.EngineFixture;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class SessionTests
{
    private static readonly TableName Account = new("silver", "account");

    [Fact]
    public async Task A_staged_select_reads_back_as_it_was()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StructType schema = Schema(("id", Long), ("name", Text), ("amount", Money), ("at", Instant), ("day", Date));

        StagedRows staged = await engine.StageAsync(
            "select 'Öl' as name, 1 as id, 12.345 as amount, timestamp '2024-01-01 10:00:00.123456' as at, date '2024-02-29' as day",
            schema
        );
        await engine.Session.BindAsync(
            Account,
            Snapshot(engine.At("table"), schema, staged.Files),
            CancellationToken.None
        );
        RowSet rows = await engine.QueryAsync("select * from silver.account");

        Assert.Equal(
            [
                1L,
                "Öl",
                12.35m,
                new DateTime(2024, 1, 1, 10, 0, 0, DateTimeKind.Utc).AddTicks(1234560),
                new DateOnly(2024, 2, 29),
            ],
            rows.Rows[0]
        );
        Assert.Equal(
            ["bigint", "varchar", "decimal(18,2)", "timestamp", "date"],
            rows.Columns.Select(column => column.SqlType)
        );
    }

    [Fact]
    public async Task A_session_does_not_see_what_another_binds()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        await using IEngineSession other = await engine.Engine.OpenSessionAsync(CancellationToken.None);
        await engine.Session.BindEmptyAsync(Account, Schema(("id", Long)), CancellationToken.None);

        EngineException failure = await Assert.ThrowsAsync<EngineException>(() =>
            other.QueryAsync("select * from silver.account", 1, CancellationToken.None)
        );

        Assert.Equal("LH2102", failure.Code);
        Assert.Equal("silver.account", Account.ToString());
        Assert.Empty((await engine.QueryAsync("select * from silver.account")).Rows);
    }

    [Fact]
    public async Task A_name_is_bound_again_to_files_rows_or_nothing()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        StructType schema = Schema(("id", Long));
        StagedRows staged = await engine.StageAsync("select 7 as id", schema);

        await engine.Session.BindEmptyAsync(Account, schema, CancellationToken.None);
        await engine.Session.LoadRowsAsync(
            Account,
            schema,
            [
                [1L],
                [null],
            ],
            CancellationToken.None
        );
        Assert.Equal(2, (await engine.QueryAsync("select * from silver.account")).Rows.Count);
        await engine.Session.BindStagedAsync(Account, schema, staged, CancellationToken.None);
        Assert.Equal(7L, (await engine.QueryAsync("select * from silver.account")).Rows[0][0]);
        await engine.Session.LoadRowsAsync(Account, schema, [], CancellationToken.None);
        Assert.Empty((await engine.QueryAsync("select * from silver.account")).Rows);
    }
}
