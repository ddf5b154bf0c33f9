using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine.DuckDb.Relations;

namespace Lakehouse.Engine.Tests.DuckDb.Relations;

/// <summary>What files of other writers may look like, read as rows.</summary>
public sealed class ForeignTableTests : IAsyncLifetime
{
    private static readonly TableName Name = new("main", "t");

    private EngineFixture _engine = null!;
    private ForeignTable _table = null!;

    public async Task InitializeAsync()
    {
        _engine = await EngineFixture.OpenAsync();
        _table = new ForeignTable(_engine);
    }

    public async Task DisposeAsync()
    {
        _table.Dispose();
        await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData("a b.parquet", "a%20b.parquet")]
    [InlineData("a%20b.parquet", "a%2520b.parquet")]
    [InlineData("a+b&c#d?.parquet", "a+b&c%23d%3F.parquet")]
    [InlineData("[x]*?{y}!^.parquet", "%5Bx%5D*%3F%7By%7D!%5E.parquet")]
    [InlineData("back\\slash.parquet", "back%5Cslash.parquet")]
    [InlineData("quote'\"`.parquet", "quote'%22%60.parquet")]
    [InlineData("**/deep.parquet", "**/deep.parquet")]
    [InlineData("k=v/x=1/é😀.parquet", "k=v/x=1/é😀.parquet")]
    public async Task A_file_is_found_by_its_literal_name(string file, string logText)
    {
        await _table.FileAsync("axb.parquet", "select 2::bigint as id");
        await _table.FileAsync(file, "select 1::bigint as id");
        Snapshot snapshot = await _table.Protocol(1, 2).Metadata(ForeignTable.Field("id", "long"), []).Add(logText).CommitAsync();

        Assert.Equal(["1"], await RowsAsync(snapshot));
    }

    [Fact]
    public async Task Columns_of_a_file_may_be_more_fewer_in_another_order_and_in_another_case()
    {
        await _table.FileAsync("a.parquet", "select 'x' as extra, 1::int as ID, {c: 9, b: 'q'} as s, [{v: 2, u: 1}] as l, map {'k': {v: 2}} as m");
        Snapshot snapshot = await _table
            .Protocol(1, 2)
            .Metadata(
                string.Join(
                    ',',
                    ForeignTable.Field("id", "long"),
                    ForeignTable.Field("gone", "string"),
                    ForeignTable.Field("s", """{"type":"struct","fields":[{"name":"B","type":"string","nullable":true,"metadata":{}},{"name":"z","type":"date","nullable":true,"metadata":{}}]}"""),
                    ForeignTable.Field("l", """{"type":"array","containsNull":true,"elementType":{"type":"struct","fields":[{"name":"u","type":"long","nullable":true,"metadata":{}},{"name":"w","type":"long","nullable":true,"metadata":{}}]}}"""),
                    ForeignTable.Field("m", """{"type":"map","keyType":"string","valueContainsNull":true,"valueType":{"type":"struct","fields":[{"name":"v","type":"double","nullable":true,"metadata":{}}]}}""")
                ),
                []
            )
            .Add("a.parquet")
            .CommitAsync();

        Assert.Equal(["1|NULL|{'B': q, 'z': NULL}|[{'u': 1, 'w': NULL}]|{k={'v': 2.0}}"], await RowsAsync(snapshot));
    }

    [Fact]
    public async Task Columns_are_found_by_id_where_names_are_swapped_moved_and_dropped_within_structs_too()
    {
        await _table.FileAsync(
            "a.parquet",
            "select 1::int as a, 2::int as b, {x: 3::int, y: 4::int} as s, [{p: 5::int}] as l, map {'k': {q: 6::int}} as m, 7::int as c",
            ", field_ids {a: 2, b: 1, s: {__duckdb_field_id: 3, x: 5, y: 4}, l: {__duckdb_field_id: 6, element: {p: 7}}, m: {__duckdb_field_id: 8, value: {q: 9}}, c: 99}"
        );
        await _table.FileAsync("b.parquet", "select 10::int as n1, 20::int as n2", ", field_ids {n1: 1, n2: 2}");
        string inner = $$$"""{"type":"struct","fields":[{{{ForeignTable.Field("x", "integer", "col-x", 4)}}},{{{ForeignTable.Field("later", "integer", "col-later", 50)}}}]}""";
        string list = $$$"""{"type":"array","containsNull":true,"elementType":{"type":"struct","fields":[{{{ForeignTable.Field("P2", "long", "col-p", 7)}}}]}}""";
        string map = $$$"""{"type":"map","keyType":"string","valueContainsNull":true,"valueType":{"type":"struct","fields":[{{{ForeignTable.Field("Q2", "long", "col-q", 9)}}}]}}""";
        Snapshot snapshot = await _table
            .Protocol(2, 5)
            .Metadata(
                string.Join(
                    ',',
                    ForeignTable.Field("a", "integer", "col-1", 1),
                    ForeignTable.Field("b", "integer", "col-2", 2),
                    ForeignTable.Field("s", inner, "col-3", 3),
                    ForeignTable.Field("l", list, "col-6", 6),
                    ForeignTable.Field("m", map, "col-8", 8),
                    ForeignTable.Field("p", "string", "col-9", 60)
                ),
                ["p"],
                """{"delta.columnMapping.mode":"id"}"""
            )
            .Add("a.parquet", """{"col-9":"one"}""")
            .Add("b.parquet", """{"col-9":"two"}""")
            .CommitAsync();

        Assert.Equal(
            ["10|20|NULL|NULL|NULL|two", "2|1|{'x': 4, 'later': NULL}|[{'P2': 5}]|{k={'Q2': 6}}|one"],
            await RowsAsync(snapshot)
        );
    }

    [Fact]
    public async Task Columns_are_found_by_physical_name_and_renamed_partition_columns_keep_their_values()
    {
        await _table.FileAsync("a.parquet", "select 1::bigint as \"col-1\", {\"col-3\": 'q'} as \"col-2\", 5 as id");
        string inner = $$$"""{"type":"struct","fields":[{{{ForeignTable.Field("new name", "string", "col-3", 3)}}}]}""";
        Snapshot snapshot = await _table
            .Protocol(3, 7, "columnMapping")
            .Metadata(
                string.Join(
                    ',',
                    ForeignTable.Field("id", "long", "col-1", 1),
                    ForeignTable.Field("s", inner, "col-2", 2),
                    ForeignTable.Field("day", "date", "old day", 4)
                ),
                ["day"],
                """{"delta.columnMapping.mode":"name"}"""
            )
            .Add("a.parquet", """{"old day":"2026-02-03"}""")
            .CommitAsync();

        Assert.Equal(["1|{'new name': q}|2026-02-03"], await RowsAsync(snapshot));
    }

    [Fact]
    public async Task Deleted_rows_are_left_out_by_their_place_in_the_file_whatever_else_a_query_asks()
    {
        await _table.FileAsync("a.parquet", "select range as id, range % 2 as file_row_number from range(300000)", ", row_group_size 50000");
        await _table.FileAsync("b.parquet", "select 1000000 + range as id, 1 as file_row_number from range(3)");
        LocalTableStore store = new(_table.Root);
        RowPositionSet deleted = RowPositionSet.Of(Enumerable.Range(0, 100_000).Select(row => row * 3L));
        DeletionVectorWriter writer = new(store, new Lakehouse.Delta.TimeOrderedIds(TimeProvider.System));
        DeletionVectorDescriptor vector = (await writer.WriteAsync([deleted], CancellationToken.None))[0];
        string more = $$$""","deletionVector":{"storageType":"u","pathOrInlineDv":"{{{vector.PathOrInline}}}","offset":1,"sizeInBytes":{{{vector.SizeInBytes}}},"cardinality":100000}""";
        Snapshot snapshot = await _table
            .Protocol(3, 7, "deletionVectors")
            .Metadata(string.Join(',', ForeignTable.Field("id", "long"), ForeignTable.Field("file_row_number", "long")), [])
            .Add("b.parquet")
            .Add("a.parquet", more: more)
            .CommitAsync();
        await _engine.Session.BindAsync(Name, snapshot, CancellationToken.None);

        RowSet counts = await _engine.Session.QueryAsync(
            "select count(*), count(*) filter (id % 3 = 0), sum(file_row_number)::bigint, "
                + "(select count(*) from main.t where id between 200000 and 200005) from main.t",
            1,
            CancellationToken.None
        );

        Assert.Equal([200_003L, 1L, 100_003L, 4L], counts.Rows[0]);

        string sql = await SnapshotSelect.ForAsync(_engine.Session, snapshot, CancellationToken.None);
        RowSet published = await _engine.Session.QueryAsync($"select count(*) from ({sql})", 1, CancellationToken.None);
        Assert.Equal(200_003L, published.Rows[0][0]);
    }

    [Fact]
    public async Task Partition_values_are_read_in_every_form_that_writers_give_them()
    {
        await _table.FileAsync("a.parquet", "select 1 as id");
        Snapshot snapshot = await _table
            .Protocol(1, 2)
            .Metadata(
                string.Join(
                    ',',
                    ForeignTable.Field("id", "integer"),
                    ForeignTable.Field("t", "timestamp"),
                    ForeignTable.Field("z", "timestamp_ntz"),
                    ForeignTable.Field("b", "boolean"),
                    ForeignTable.Field("d", "decimal(38,18)"),
                    ForeignTable.Field("f", "double"),
                    ForeignTable.Field("y", "binary"),
                    ForeignTable.Field("s", "string")
                ),
                ["t", "z", "b", "d", "f", "y", "s"]
            )
            .Add("a.parquet", """{"t":"2024-06-15T19:30:45.5+02:00","z":"2024-06-15 19:30:45.000001","b":"true","d":"12345678901234567890.123456789012345678","f":"1.7976931348623157E308","y":"ab","s":""}""")
            .CommitAsync();

        Assert.Equal(
            ["1|2024-06-15 17:30:45.5|2024-06-15 19:30:45.000001|true|12345678901234567890.123456789012345678|1.7976931348623157e+308|ab|NULL"],
            await RowsAsync(snapshot)
        );
    }

    [Fact]
    public async Task Files_without_ids_are_refused_where_columns_are_found_by_id()
    {
        await _table.FileAsync("a.parquet", "select 1 as id");
        Snapshot snapshot = await _table
            .Protocol(2, 5)
            .Metadata(ForeignTable.Field("id", "integer", "id", 1), [], """{"delta.columnMapping.mode":"id"}""")
            .Add("a.parquet")
            .CommitAsync();

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => RowsAsync(snapshot));

        Assert.Equal("LH2005", refused.Code);
        Assert.Contains("columnMapping mode id", refused.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> RowsAsync(Snapshot snapshot)
    {
        await _engine.Session.BindAsync(Name, snapshot, CancellationToken.None);
        string columns = string.Join(
            " || '|' || ",
            snapshot.Schema.Fields.Select(field => $"coalesce(cast(\"{field.Name}\" as varchar), 'NULL')")
        );
        RowSet rows = await _engine.Session.QueryAsync($"select {columns} as line from main.t order by line", 10, CancellationToken.None);
        return [.. rows.Rows.Select(row => (string)row[0]!)];
    }
}
