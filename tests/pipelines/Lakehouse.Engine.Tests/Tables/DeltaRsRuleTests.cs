using Lakehouse.Delta;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Schema;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.Tables;

/// <summary>Another implementation holds rows against our rules, and we against its.</summary>
public sealed class DeltaRsRuleTests : IAsyncLifetime
{
    private readonly TemporaryFolder _rows = new();
    private OperationFixture _test = null!;

    public async Task InitializeAsync() => _test = await OperationFixture.OpenAsync();

    public async Task DisposeAsync()
    {
        await _test.DisposeAsync();
        _rows.Dispose();
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task It_keeps_the_constraints_that_we_add()
    {
        _ = await _test.AppendAsync("select 1::bigint as id, 'a' as region");
        await _test.Operations.AddConstraintAsync("known", "region in ('a', 'b')", CancellationToken.None);
        await _test.Operations.SetNullabilityAsync(["id"], isNullable: false, CancellationToken.None);

        Append("""{"id":2,"region":"b"}""");
        InvalidOperationException broken = Assert.Throws<InvalidOperationException>(() => Append("""{"id":3,"region":"x"}"""));
        InvalidOperationException missing = Assert.Throws<InvalidOperationException>(() => Append("""{"id":null,"region":"b"}"""));

        Assert.Contains("1 rows failed validation check", broken.Message, StringComparison.Ordinal);
        Assert.Contains("1 rows failed validation check", missing.Message, StringComparison.Ordinal);
        Assert.Equal(["1|a", "2|b"], await _test.RowsAsync());
        Assert.Equal(["""{"id":1,"region":"a"}""", """{"id":2,"region":"b"}"""], OutsidePython.ReadDelta(_test.Root));
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task We_keep_the_constraints_that_it_adds()
    {
        OutsidePython.WriteDelta("create", _test.Root, "--schema", "id long not null, amount decimal(10,2), day date", "--rows", Rows("""{"id":1,"amount":"5.00","day":"2024-01-01"}"""));
        OutsidePython.WriteDelta("add-constraint", _test.Root, "--config", "paid=day IS NOT NULL");

        _ = await _test.AppendAsync("select 2::bigint as id, 2.5 as amount, date '2024-02-01' as day");
        DeltaException broken = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.AppendAsync("select 3::bigint as id, 0.5 as amount, null as day")
        );
        DeltaException missing = await Assert.ThrowsAsync<DeltaException>(() =>
            _test.AppendAsync("select null as id, 2.5 as amount, date '2024-02-01' as day")
        );

        Assert.Contains("the constraint 'paid'", broken.Message, StringComparison.Ordinal);
        Assert.Contains("the column 'id'", missing.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["""{"id":1,"amount":"5.00","day":"2024-01-01"}""", """{"id":2,"amount":"2.50","day":"2024-02-01"}"""],
            OutsidePython.ReadDelta(_test.Root)
        );
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task It_reads_the_generated_columns_and_defaults_that_we_compute()
    {
        await CreateAsync();
        _ = await _test.AppendAsync("select 1::bigint as id, timestamp '2024-05-17 23:59:59.5' as at");

        Assert.Equal(
            ["""{"id":1,"at":"2024-05-17T23:59:59.500000Z","day":"2024-05-17"}"""],
            OutsidePython.ReadDelta(_test.Root)
        );
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task It_takes_rows_with_the_generated_value_and_no_others_and_so_do_we()
    {
        await CreateAsync();

        Append("""{"id":1,"at":"2024-05-17T23:00:00.000000Z","day":"2024-05-17"}""");
        Assert.Throws<InvalidOperationException>(() => Append("""{"id":2,"at":"2024-05-17T23:00:00.000000Z","day":"2024-05-18"}"""));
        await Assert.ThrowsAsync<DeltaException>(() =>
            _test.AppendAsync("select 2::bigint as id, timestamp '2024-05-17 23:00:00' as at, date '2024-05-18' as day")
        );

        Assert.Equal(["1|2024-05-17"], await _test.RowsAsync("id, cast(day as varchar)"));
    }

    [SharedDataFact(OutsidePython.Needs)]
    public async Task It_reads_tables_whose_commits_have_their_own_time()
    {
        _ = await _test.AppendAsync("select 1::bigint as id");
        await _test.Table.AlterAsync(
            await _test.LoadAsync(),
            new SetProperties(new Dictionary<string, string> { ["delta.enableInCommitTimestamps"] = "true" }),
            CancellationToken.None
        );
        _ = await _test.AppendAsync("select 2::bigint as id");

        Assert.Equal(["""{"id":1}""", """{"id":2}"""], OutsidePython.ReadDelta(_test.Root));
        Assert.Equal(["""{"id":1}"""], OutsidePython.ReadDelta(_test.Root, "--version", "1"));
    }

    private async Task CreateAsync() =>
        Assert.IsType<WriteOutcome.Committed>(
            await _test.Table.WriteAsync(
                null,
                new TableWrite
                {
                    Mode = WriteMode.Append,
                    Schema = new StructType([
                        new StructField("id", DataType.Parse("long")),
                        new StructField("at", DataType.Parse("timestamp")),
                        new StructField("day", DataType.Parse("date"), true, """{"delta.generationExpression":"CAST(at AS DATE)"}"""),
                    ]),
                },
                CancellationToken.None
            )
        );

    private void Append(string row) => OutsidePython.WriteDelta("append", _test.Root, "--rows", Rows(row));

    private string Rows(string row)
    {
        string file = _rows.At($"{Guid.NewGuid():N}.ndjson");
        File.WriteAllText(file, row + "\n");
        return file;
    }
}
