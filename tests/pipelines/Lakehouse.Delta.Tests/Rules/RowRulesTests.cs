using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Rules;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Rules;

public sealed class RowRulesTests : IDisposable
{
    private const string Generated = """{"delta.generationExpression":"id + 1"}""";
    private const string Invariant = """{"delta.invariants":"{\"expression\":{\"expression\":\"id > 3\"}}"}""";

    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_rules_of_a_table_are_its_constraints_by_name_and_then_its_columns()
    {
        Snapshot made = await MakeAsync(Invariant, Generated);
        await AlterAsync(new AddConstraint("Zone", "region <> ''", AreRowsChecked: false));
        await AlterAsync(new AddConstraint("amount", "id < 9", AreRowsChecked: false));

        Assert.Equal(
            [
                new RowRule(RowRuleKind.Check, "amount", "id < 9"),
                new RowRule(RowRuleKind.Check, "zone", "region <> ''"),
                new RowRule(RowRuleKind.Invariant, "id", "id > 3"),
                new RowRule(RowRuleKind.Generated, "next", "id + 1"),
            ],
            (await _test.LoadAsync()).Rules
        );
        Assert.Equal(
            ["appendOnly", "generatedColumns", "invariants"],
            made.Protocol.WriterFeatures.Order(StringComparer.Ordinal)
        );
        Assert.Contains("checkConstraints", (await _test.LoadAsync()).Protocol.WriterFeatures);
    }

    [Fact]
    public async Task Rows_that_were_not_held_against_a_rule_are_refused_and_others_are_taken()
    {
        Snapshot basis = await MakeAsync(null, Generated);
        TableWrite write = _test.Append(_test.File()) with { Schema = basis.Schema };

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.Table.WriteAsync(basis, write, CancellationToken.None)
        );
        Snapshot after = await _test.CommitAsync(write with { KeptRules = basis.Rules });

        Assert.Equal("LH1713", refused.Code);
        Assert.Contains("the generated column 'next' (id + 1)", refused.Message, StringComparison.Ordinal);
        AddFileOf(after);
    }

    [Fact]
    public async Task A_file_that_only_rearranges_rows_needs_no_check()
    {
        Snapshot basis = await MakeAsync(null, Generated);
        basis = await _test.CommitAsync(_test.Append(_test.File()) with { Schema = basis.Schema, KeptRules = basis.Rules });

        Snapshot after = await _test.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.Replace,
                Schema = basis.Schema,
                Files = [_test.File()],
                Removed = basis.Files,
                KeepsRows = true,
            }
        );

        AddFileOf(after);
    }

    [Theory]
    [InlineData("positive", "LH1714", "Found the constraint 'positive' (id > 0)")]
    [InlineData("POSITIVE", "LH1714", "already")]
    [InlineData("a-b", "LH1714", "letters, digits and underscores")]
    [InlineData("", "LH1714", "letters, digits and underscores")]
    public async Task A_constraint_needs_a_new_plain_name(string name, string code, string named)
    {
        await _test.CommitAsync(_test.Append());
        await AlterAsync(new AddConstraint("positive", "id > 0", AreRowsChecked: false));

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            AlterAsync(new AddConstraint(name, "id > 1", AreRowsChecked: true))
        );

        Assert.Equal(code, refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_the_rows_were_not_held_against_is_not_added()
    {
        await _test.CommitAsync(_test.Append(_test.File()));

        DeltaException constraint = await Assert.ThrowsAsync<DeltaException>(() =>
            AlterAsync(new AddConstraint("positive", "id > 0", AreRowsChecked: false))
        );
        DeltaException column = await Assert.ThrowsAsync<DeltaException>(() =>
            AlterAsync(new SetNullability(["id"], IsNullable: false, AreRowsChecked: false))
        );

        Assert.Equal(("LH1715", "LH1715"), (constraint.Code, column.Code));
    }

    [Fact]
    public async Task Rows_that_come_while_a_rule_is_added_conflict_with_it()
    {
        Snapshot basis = await _test.CommitAsync(_test.Append(_test.File()));
        await _test.CommitAsync(_test.Append(_test.File()));

        WriteOutcome outcome = await _test.Table.AlterAsync(
            basis,
            new AddConstraint("positive", "id > 0", AreRowsChecked: true),
            CancellationToken.None
        );

        Assert.Equal("ConcurrentAppend", Assert.IsType<WriteOutcome.Conflicted>(outcome).Reason);
    }

    [Fact]
    public async Task A_rule_that_comes_while_rows_are_written_conflicts_with_them()
    {
        Snapshot basis = await _test.CommitAsync(_test.Append(_test.File()));
        await AlterAsync(new AddConstraint("positive", "id > 0", AreRowsChecked: true));

        WriteOutcome outcome = await _test.Table.WriteAsync(basis, _test.Append(_test.File()), CancellationToken.None);

        Assert.Equal("ProtocolChanged", Assert.IsType<WriteOutcome.Conflicted>(outcome).Reason);
    }

    [Fact]
    public async Task A_constraint_is_dropped_by_its_name_whatever_the_case()
    {
        await _test.CommitAsync(_test.Append());
        await AlterAsync(new AddConstraint("Positive", "id > 0", AreRowsChecked: false));

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => AlterAsync(new DropConstraint("other")));
        await AlterAsync(new DropConstraint("POSITIVE"));

        Assert.Equal("LH1714", refused.Code);
        Assert.Contains("expected one of positive", refused.Message, StringComparison.Ordinal);
        Snapshot after = await _test.LoadAsync();
        Assert.Empty(after.Rules);
        Assert.Contains("checkConstraints", after.Protocol.WriterFeatures);
        Assert.Contains("\"operation\":\"DROP CONSTRAINT\"", _test.CommitLines(2)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_may_be_forbidden_to_be_null_and_allowed_again()
    {
        await _test.CommitAsync(_test.Append(_test.File()));

        await AlterAsync(new SetNullability(["ID"], IsNullable: false, AreRowsChecked: true));
        bool forbidden = !(await _test.LoadAsync()).Schema.Fields[0].IsNullable;
        await AlterAsync(new SetNullability(["id"], IsNullable: true, AreRowsChecked: false));

        Assert.True(forbidden);
        Assert.True((await _test.LoadAsync()).Schema.Fields[0].IsNullable);
        Assert.Equal("LH1426", (await Assert.ThrowsAsync<DeltaException>(() => AlterAsync(new SetNullability(["x"], true, false)))).Code);
    }

    private static void AddFileOf(Snapshot snapshot) => Assert.Single(snapshot.Files);

    private Task<Snapshot> MakeAsync(string? id, string next) =>
        _test.CommitAsync(
            _test.Append() with
            {
                Schema = new StructType([
                    new StructField("id", DataType.Parse("long"), true, id),
                    new StructField("region", DataType.Parse("string")),
                    new StructField("next", DataType.Parse("long"), true, next),
                ]),
            }
        );

    private async Task AlterAsync(TableAlteration alteration) =>
        Assert.IsType<WriteOutcome.Committed>(
            await _test.Table.AlterAsync(await _test.LoadAsync(), alteration, CancellationToken.None)
        );
}
