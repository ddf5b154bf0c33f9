using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.Tests.Tables;

public sealed class RowRuleTests : IAsyncLifetime
{
    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task Rows_that_break_a_constraint_are_refused_by_every_operation_and_leave_nothing_behind()
    {
        await MakeAsync();
        string[] before = Files();
        Func<Task<OperationResult>>[] operations =
        [
            () => _test.AppendAsync("select 9 as id, -1 as amount, 'n' as region"),
            () => _test.Operations.OverwriteAsync(Rows("select 9 as id, -1 as amount, 'n' as region"), CancellationToken.None),
            () => _test.Operations.ReplaceWhereAsync(Rows("select 9 as id, -1 as amount, 'n' as region"), "id = 9", CancellationToken.None),
            () => _test.Operations.OverwritePartitionsAsync(Rows("select 9 as id, -1 as amount, 'n' as region"), CancellationToken.None),
            () => UpdateAsync(("amount", "amount - 100"), "id = 1"),
            () => MergeAsync("select 1 as id, -5 as amount, 'n' as region"),
            () => MergeAsync("select 77 as id, -5 as amount, 'n' as region"),
        ];

        foreach (Func<Task<OperationResult>> operation in operations)
        {
            DeltaException refused = await Assert.ThrowsAsync<DeltaException>(operation);
            Assert.Equal("LH1711", refused.Code);
            Assert.Contains("the constraint 'positive'", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Files());
        Assert.Equal(1, (await _test.LoadAsync()).Version.Number);
    }

    [Fact]
    public async Task The_refusal_counts_the_rows_and_shows_one()
    {
        await MakeAsync();

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.AppendAsync("select i as id, 2 - i as amount, 'n' as region from range(10, 15) t(i)")
        );

        Assert.Equal(
            $"LH1711: Found 5 of 5 new rows in '{_test.Root}' that break the constraint 'positive', for example "
                + "(id = 10, amount = -8, region = n); expected amount > 0 to be true for each. "
                + "Correct or filter the rows, or drop the rule first.",
            refused.Message
        );
    }

    [Fact]
    public async Task A_condition_that_is_null_is_not_kept()
    {
        await MakeAsync();

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.AppendAsync("select 9 as id, null as amount, 'n' as region")
        );

        Assert.Contains("(id = 9, amount = NULL, region = n)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_keep_the_constraint_are_written_by_every_operation()
    {
        await MakeAsync();

        _ = await _test.AppendAsync("select 9 as id, 9 as amount, 's' as region");
        _ = await UpdateAsync(("amount", "amount + 1"), "id = 1");
        _ = await MergeAsync("select * from (values (2, 22, 'n'), (77, 77, 'w')) t(id, amount, region)");
        _ = await _test.Operations.DeleteAsync("id = 3", null, CancellationToken.None);

        Assert.Equal(["1|11|n", "2|22|n", "77|77|w", "9|9|s"], await _test.RowsAsync());
    }

    [Fact]
    public async Task A_constraint_that_rows_break_is_not_added_and_one_that_is_not_understood_neither()
    {
        _ = await _test.AppendAsync("select i as id, i - 1 as amount from range(3) t(i)");

        DeltaException broken = await Assert.ThrowsAsync<DeltaException>(() => AddAsync("positive", "amount > 0"));
        DeltaException unknown = await Assert.ThrowsAsync<DeltaException>(() => AddAsync("odd", "soundex(id) = 1"));
        DeltaException wrong = await Assert.ThrowsAsync<DeltaException>(() => AddAsync("a b", "amount > -2"));

        Assert.Equal(("LH1711", "LH1710", "LH1714"), (broken.Code, unknown.Code, wrong.Code));
        Assert.Contains("Found 2 of 3 rows that are there", broken.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await _test.LoadAsync()).Version.Number);
    }

    [Fact]
    public async Task An_expression_of_another_writer_that_is_not_understood_stops_the_write()
    {
        _ = await _test.AppendAsync("select 1 as id");
        await _test.Table.AlterAsync(await _test.LoadAsync(), new AddConstraint("odd", "hash(id) > 0", true), CancellationToken.None);
        string[] before = Files();

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => _test.AppendAsync("select 2 as id"));

        Assert.Equal("LH1710", refused.Code);
        Assert.Contains("at character 1 of \"hash(id) > 0\", the expression of the constraint 'odd'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Files());
        _ = await _test.Operations.DeleteAsync("id = 1", null, CancellationToken.None);
        Assert.Empty(await _test.RowsAsync());
    }

    [Fact]
    public async Task A_column_that_may_not_be_null_is_not_also_within_structs_and_lists()
    {
        await CreateAsync(
            new StructField("id", DataType.Parse("long"), IsNullable: false),
            new StructField(
                "s",
                new StructType([
                    new StructField("a", DataType.Parse("int"), IsNullable: false),
                    new StructField("l", new ArrayType(DataType.Parse("int"), ContainsNull: false)),
                ])
            )
        );

        _ = await _test.AppendAsync("select 1 as id, {'a': 1, 'l': [1, 2]} as s union all select 2, null union all select 3, {'a': 2, 'l': null}");
        foreach (
            (string sql, string sample) in new[]
            {
                ("select null as id, null as s", "id = NULL"),
                ("select 4 as id, {'a': null, 'l': [1]} as s", "id = 4"),
                ("select 5 as id, {'a': 1, 'l': [1, null]} as s", "id = 5"),
            }
        )
        {
            DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => _test.AppendAsync(sql));
            Assert.Equal("LH1711", refused.Code);
            Assert.Contains(sample, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["1", "2", "3"], await _test.RowsAsync("id"));
    }

    [Fact]
    public async Task A_column_with_nulls_cannot_be_forbidden_to_have_them_and_one_without_can()
    {
        _ = await _test.AppendAsync("select 1 as id, {'a': 1} as s union all select null, {'a': 2}");

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => SetNullableAsync(false, "id"));
        await SetNullableAsync(false, "s", "a");
        DeltaException broken = await Assert.ThrowsAsync<DeltaException>(() => _test.AppendAsync("select 2 as id, {'a': null} as s"));
        await SetNullableAsync(true, "s", "a");
        _ = await _test.AppendAsync("select 2 as id, {'a': null} as s");

        Assert.Equal(("LH1711", "LH1711"), (refused.Code, broken.Code));
        Assert.Contains("Found 1 of 2 rows that are there", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["1|1", "2|~", "~|2"], await _test.RowsAsync("id, s.a"));
    }

    [Fact]
    public async Task An_invariant_of_a_column_is_kept()
    {
        await CreateAsync(
            new StructField(
                "id",
                DataType.Parse("long"),
                true,
                """{"delta.invariants":"{\"expression\":{\"expression\":\"id >= 10\"}}"}"""
            )
        );

        _ = await _test.AppendAsync("select 10 as id");
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => _test.AppendAsync("select 9 as id"));

        Assert.Equal("LH1711", refused.Code);
        Assert.Contains("the invariant of the column 'id'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delta.enableDeletionVectors")]
    [InlineData("delta.enableChangeDataFeed")]
    public async Task Constraints_hold_however_rows_are_changed(string property)
    {
        _ = await _test.AppendAsync("select i as id, i * 10 as amount, 'n' as region from range(1, 4) t(i)", null, (property, "true"));
        await AddAsync("positive", "amount > 0");

        _ = await UpdateAsync(("amount", "amount + 1"), "id = 1");
        DeltaException update = await Assert.ThrowsAsync<DeltaException>(() => UpdateAsync(("amount", "-amount"), "id = 2"));
        DeltaException merge = await Assert.ThrowsAsync<DeltaException>(() => MergeAsync("select 3 as id, 0 as amount, 'n' as region"));

        Assert.Equal(("LH1711", "LH1711"), (update.Code, merge.Code));
        Assert.Equal(["1|11|n", "2|20|n", "3|30|n"], await _test.RowsAsync());
    }

    [Fact]
    public async Task A_constraint_reads_mapped_columns_and_partitions()
    {
        _ = await _test.AppendAsync("select 1 as id, 'n' as region", ["region"], ("delta.columnMapping.mode", "name"));
        await AddAsync("known", "region in ('n', 's') and id > 0");

        _ = await _test.AppendAsync("select 2 as id, 's' as region");
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => _test.AppendAsync("select 3 as id, 'x' as region"));

        Assert.Contains("(id = 3, region = x)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Properties_of_files_are_kept()
    {
        _ = await _test.AppendAsync(
            "select i as id from range(400000) t(i)",
            null,
            ("delta.parquet.compression.codec", "snappy"),
            ("delta.targetFileSize", "256kb")
        );

        Assert.True((await _test.LoadAsync()).Files.Count > 1);
        Assert.Equal(
            ["SNAPPY"],
            await _test.QueryAsync($"select distinct compression from parquet_metadata('{_test.Root}/*.parquet')")
        );
    }

    [Fact]
    public async Task A_table_that_only_grows_refuses_every_operation_that_takes_rows_away()
    {
        _ = await _test.AppendAsync("select 1 as id, 1 as amount, 'n' as region", ["region"], ("delta.appendOnly", "true"));
        string[] before = Files();
        Func<Task<OperationResult>>[] operations =
        [
            () => _test.Operations.OverwriteAsync(Rows("select 9 as id, 1 as amount, 'n' as region"), CancellationToken.None),
            () => _test.Operations.ReplaceWhereAsync(Rows("select 9 as id, 1 as amount, 'n' as region"), "id >= 1", CancellationToken.None),
            () => _test.Operations.OverwritePartitionsAsync(Rows("select 9 as id, 1 as amount, 'n' as region"), CancellationToken.None),
            () => UpdateAsync(("amount", "2"), "id = 1"),
            () => MergeAsync("select 1 as id, 5 as amount, 'n' as region"),
            () => _test.Operations.DeleteAsync(null, null, CancellationToken.None),
        ];

        foreach (Func<Task<OperationResult>> operation in operations)
        {
            Assert.Equal("LH1205", (await Assert.ThrowsAsync<DeltaException>(operation)).Code);
        }

        _ = await MergeAsync("select 2 as id, 5 as amount, 'n' as region");
        Assert.Equal(["1", "2"], await _test.RowsAsync("id"));
        Assert.Equal(before.Length + 2, Files().Length);
    }

    private static RowsRequest Rows(string sql) => new() { Sql = sql };

    private async Task MakeAsync()
    {
        _ = await _test.AppendAsync("select i as id, i * 10 as amount, 'n' as region from range(1, 4) t(i)", ["region"]);
        await AddAsync("positive", "amount > 0");
    }

    private async Task CreateAsync(params StructField[] fields) =>
        Assert.IsType<WriteOutcome.Committed>(
            await _test.Table.WriteAsync(
                null,
                new TableWrite { Mode = WriteMode.Append, Schema = new StructType(fields) },
                CancellationToken.None
            )
        );

    private async Task AddAsync(string name, string expression) =>
        Assert.IsType<WriteOutcome.Committed>(await _test.Operations.AddConstraintAsync(name, expression, CancellationToken.None));

    private async Task SetNullableAsync(bool isNullable, params string[] path) =>
        Assert.IsType<WriteOutcome.Committed>(await _test.Operations.SetNullabilityAsync(path, isNullable, CancellationToken.None));

    private Task<OperationResult> UpdateAsync((string Column, string Value) set, string condition) =>
        _test.Operations.UpdateAsync(
            new Dictionary<string, string> { [set.Column] = set.Value },
            condition,
            null,
            CancellationToken.None
        );

    private Task<OperationResult> MergeAsync(string source) =>
        _test.Operations.MergeAsync(
            new MergeRequest
            {
                Source = source,
                On = "target.id = source.id",
                Clauses = [new MergeClause.MatchedUpdate(), new MergeClause.NotMatchedInsert()],
            },
            CancellationToken.None
        );

    private string[] Files() =>
        [.. Directory.GetFiles(_test.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
