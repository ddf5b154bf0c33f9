using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class ComputedColumnTests : IAsyncLifetime
{
    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task A_generated_column_is_computed_where_rows_come_without_it_and_checked_where_they_have_it()
    {
        await MakeAsync();

        _ = await _test.AppendAsync("select 1 as id, timestamp '2024-05-17 23:59:59' as at");
        _ = await _test.AppendAsync("select 2 as id, timestamp '2024-05-18 00:00:00' as at, date '2024-05-18' as day");
        _ = await _test.AppendAsync("select 3 as id");
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.AppendAsync("select 4 as id, timestamp '2024-05-18 00:00:00' as at, date '2024-05-17' as day")
        );

        Assert.Equal(["1|2024-05-17|new", "2|2024-05-18|new", "3|~|new"], await StateAsync());
        Assert.Equal("LH1712", refused.Code);
        Assert.Contains("the generated column 'day'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("for example (id = 4, at = 2024-05-18 00:00:00, day = 2024-05-17, state = new)", refused.Message, StringComparison.Ordinal);
        Assert.Contains((await _test.LoadAsync()).Files, file => file.PartitionValues["day"] == "2024-05-17");
    }

    [Theory]
    [InlineData("")]
    [InlineData("delta.enableDeletionVectors")]
    [InlineData("delta.enableChangeDataFeed")]
    public async Task An_update_computes_it_anew_for_the_rows_that_change(string property)
    {
        await MakeAsync(property);
        await AppendTwoAsync();

        _ = await UpdateAsync("id = 1", ("at", "timestamp '2025-01-01 10:00:00'"));
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => UpdateAsync("id = 2", ("day", "date '2000-01-01'")));

        Assert.Equal("LH1712", refused.Code);
        Assert.Equal(["1|2025-01-01|new", "2|2024-05-18|new"], await StateAsync());
        if (property == "delta.enableChangeDataFeed")
        {
            _ = await _test.Session.BindChangesAsync(
                new TableName("test", "changes"),
                await _test.Table.LoadChangesAsync(new(2), null, CancellationToken.None),
                CancellationToken.None
            );
            Assert.Equal(
                ["update_postimage|2025-01-01", "update_preimage|2024-05-17"],
                await _test.QueryAsync("select _change_type, cast(day as varchar) from test.changes")
            );
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("delta.enableDeletionVectors")]
    [InlineData("delta.enableChangeDataFeed")]
    public async Task A_merge_computes_it_for_the_rows_that_change_and_come_whatever_clause_gives_it(string property)
    {
        await MakeAsync(property);
        await AppendTwoAsync();

        _ = await _test.Operations.MergeAsync(
            new MergeRequest
            {
                Source = "select * from (values (1, timestamp '2025-01-01'), (2, timestamp '2025-02-02'), (3, timestamp '2025-03-03'), (4, timestamp '2025-04-04')) t(id, \"at\")",
                On = "target.id = source.id",
                Clauses =
                [
                    new MergeClause.MatchedUpdate(
                        new Dictionary<string, string> { ["at"] = "source.at", ["day"] = "cast(source.at as date)" },
                        "source.id = 1"
                    ),
                    new MergeClause.MatchedUpdate(),
                    new MergeClause.NotMatchedInsert(
                        new Dictionary<string, string> { ["id"] = "source.id", ["at"] = "source.at", ["state"] = "'given'" },
                        "source.id = 3"
                    ),
                    new MergeClause.NotMatchedInsert(),
                ],
            },
            CancellationToken.None
        );

        Assert.Equal(["1|2025-01-01|new", "2|2025-02-02|new", "3|2025-03-03|given", "4|2025-04-04|new"], await StateAsync());
    }

    [Fact]
    public async Task Parts_of_a_table_are_replaced_by_rows_without_it()
    {
        await MakeAsync();
        await AppendTwoAsync();

        _ = await _test.Operations.ReplaceWhereAsync(
            new RowsRequest { Sql = "select 7 as id, timestamp '2024-05-17 01:00:00' as at" },
            "day = date '2024-05-17'",
            CancellationToken.None
        );
        _ = await _test.Operations.OverwritePartitionsAsync(
            new RowsRequest { Sql = "select 8 as id, timestamp '2024-05-18 01:00:00' as at" },
            CancellationToken.None
        );

        Assert.Equal(["7|2024-05-17|new", "8|2024-05-18|new"], await StateAsync());
    }

    [Fact]
    public async Task A_value_that_is_given_as_null_is_no_default()
    {
        await MakeAsync();

        _ = await _test.AppendAsync("select 1 as id, null as state");
        _ = await UpdateAsync("id = 1", ("id", "2"));

        Assert.Equal(["2|~|~"], await StateAsync());
    }

    [Theory]
    [InlineData("""{"delta.generationExpression":"other + 1"}""", "one of id")]
    [InlineData("""{"delta.generationExpression":"rand()"}""", "the function rand")]
    [InlineData("""{"delta.generationExpression":"'text'"}""", "a cast from string to bigint")]
    public async Task An_expression_that_is_not_known_stops_the_write(string metadata, string named)
    {
        await CreateAsync(
            [],
            [],
            new StructField("id", DataType.Parse("long")),
            new StructField("computed", DataType.Parse("long"), true, metadata),
            new StructField("other", DataType.Parse("long"), true, """{"delta.generationExpression":"id"}""")
        );

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => _test.AppendAsync("select 1 as id"));

        Assert.Equal("LH1710", refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_columns_and_generated_fields_within_structs_are_refused_by_name()
    {
        await Assert.ThrowsAsync<DeltaException>(() =>
            CreateAsync([], [], new StructField("id", DataType.Parse("long"), true, """{"delta.identity.start":1}"""))
        );
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            CreateAsync(
                [],
                [],
                new StructField(
                    "s",
                    new StructType([new StructField("a", DataType.Parse("long"), true, """{"delta.generationExpression":"1"}""")])
                )
            )
        );

        Assert.Equal("LH1202", refused.Code);
        Assert.Contains("generatedColumns", refused.Message, StringComparison.Ordinal);
    }

    private Task MakeAsync(string property = "") =>
        CreateAsync(
            ["day"],
            property.Length > 0 ? [property] : [],
            new StructField("id", DataType.Parse("long")),
            new StructField("at", DataType.Parse("timestamp")),
            new StructField("day", DataType.Parse("date"), true, """{"delta.generationExpression":"CAST(at AS DATE)"}"""),
            new StructField("state", DataType.Parse("string"), true, """{"CURRENT_DEFAULT":"'new'"}""")
        );

    private async Task CreateAsync(string[] partitions, string[] properties, params StructField[] fields) =>
        Assert.IsType<WriteOutcome.Committed>(
            await _test.Table.WriteAsync(
                null,
                new TableWrite
                {
                    Mode = WriteMode.Append,
                    Schema = new StructType(fields),
                    PartitionColumns = partitions,
                    Properties = properties.ToDictionary(name => name, _ => "true"),
                },
                CancellationToken.None
            )
        );

    private Task<OperationResult> AppendTwoAsync() =>
        _test.AppendAsync("select * from (values (1, timestamp '2024-05-17 12:00:00'), (2, timestamp '2024-05-18 12:00:00')) t(id, \"at\")");

    private Task<string[]> StateAsync() => _test.RowsAsync("id, cast(day as varchar), state");

    private Task<OperationResult> UpdateAsync(string condition, params (string Column, string Value)[] set) =>
        _test.Operations.UpdateAsync(
            set.ToDictionary(pair => pair.Column, pair => pair.Value),
            condition,
            null,
            CancellationToken.None
        );
}
