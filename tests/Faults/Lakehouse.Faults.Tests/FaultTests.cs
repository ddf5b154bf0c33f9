using Lakehouse.Delta;
using Lakehouse.Delta.Commit;

namespace Lakehouse.Faults.Tests;

/// <summary>
/// A fault at every I/O of every operation: afterwards the table is in the old state or in the new one, the caller was
/// told the truth, and the next write goes through.
/// </summary>
public sealed class FaultTests(FaultEngine engine) : IClassFixture<FaultEngine>
{
    private const int NextRow = 60;

    public static TheoryData<string, FaultKind> Cases
    {
        get
        {
            TheoryData<string, FaultKind> cases = [];
            foreach (Operation operation in Operations.All)
            {
                foreach (FaultKind kind in Enum.GetValues<FaultKind>())
                {
                    cases.Add(operation.Name, kind);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task After_a_fault_at_any_IO_the_table_is_in_the_old_state_or_in_the_new_one(string name, FaultKind kind)
    {
        Operation operation = Operations.Of(name);
        PreparedOperation prepared = await engine.PrepareAsync(Operations.Of(name));
        foreach (int at in prepared.Places(kind))
        {
            await StrikeAsync(prepared, kind, at);
        }
    }

    [Fact]
    public async Task Every_operation_has_its_I_Os_counted_and_ends_in_a_put()
    {
        foreach (Operation operation in Operations.All)
        {
            PreparedOperation prepared = await engine.PrepareAsync(operation);

            Assert.True(prepared.Places(FaultKind.Dies).Count() >= 3, $"{operation.Name} has {prepared.Places(FaultKind.Dies).Count()} I/Os");
            Assert.NotEmpty(prepared.Places(FaultKind.LosesAnswer));
            Assert.NotEmpty(prepared.Places(FaultKind.Tears));
        }
    }

    private static async Task StrikeAsync(PreparedOperation prepared, FaultKind kind, int at)
    {
        (Operation operation, Expectation expected) = (prepared.Operation, prepared.Expected);
        using FaultTable under = prepared.Table.Copy();
        bool hasOther = false;
        FaultyStore store = new(under.Store, kind, at, async () =>
        {
            hasOther = true;
            Assert.IsType<WriteOutcome.Committed>(await under.AppendAsync(under.Table, Expectation.OtherRow));
        });
        (WriteOutcome? outcome, Exception? failure) = await RunAsync(operation, under, under.Open(store));
        await store.SettleAsync();
        string where = $"{operation.Name}, {kind} at I/O {at} ({store.Struck}), outcome {outcome?.ToString() ?? failure?.Message}";
        Assert.True(store.Struck is not null, $"{where}: there was no such I/O");
        string state = await under.StateAsync();
        bool isNew = hasOther ? state == expected.NewThenOther || state == expected.OtherThenNew : state == expected.New;
        bool isOld = state == (hasOther ? expected.OldThenOther : expected.Old);
        Assert.True(isOld || isNew, $"{where}: neither old nor new: {state}");
        RequireTruth(operation, outcome, failure, isNew, isOld, where);
        await RequireNextWriteAsync(operation, under, expected, state, where, wasTried: !isNew && !hasOther);
    }

    private static async Task<(WriteOutcome? Outcome, Exception? Failure)> RunAsync(Operation operation, FaultTable under, DeltaTable table)
    {
        try
        {
            return (await operation.RunAsync(under, table), null);
        }
        catch (Exception failure) when (failure is LakehouseException or FaultyStore.KilledException)
        {
            return (null, failure);
        }
    }

    private static void RequireTruth(Operation operation, WriteOutcome? outcome, Exception? failure, bool isNew, bool isOld, string where)
    {
        switch (outcome)
        {
            case WriteOutcome.Committed:
                Assert.True(isNew, $"{where}: reported as committed and not there");
                break;
            case WriteOutcome.Conflicted:
                Assert.True(isOld, $"{where}: reported as refused and there");
                Assert.True(operation.MayConflict, $"{where}: nothing to conflict with");
                break;
            case WriteOutcome.Unknown:
                break;
            case null when failure is LakehouseException:
                Assert.False(isNew, $"{where}: reported as failed and there");
                break;
            case null when failure is FaultyStore.KilledException:
                break;
            default:
                Assert.Fail($"{where}: an outcome that cannot be");
                break;
        }
    }

    private static async Task RequireNextWriteAsync(
        Operation operation,
        FaultTable under,
        Expectation expected,
        string state,
        string where,
        bool wasTried)
    {
        if (operation.IsIdempotent || wasTried)
        {
            await operation.RunAsync(under, under.Table);
            string again = await under.StateAsync();
            Assert.True(again == expected.New || again == expected.NewThenOther, $"{where}: after a second attempt {again}");
            state = again;
        }

        long version = await under.VersionAsync();
        WriteOutcome next = await under.AppendAsync(under.Table, NextRow);
        Assert.True(next is WriteOutcome.Committed, $"{where}: the next write ended as {next}");
        Assert.Equal(version + 1, await under.VersionAsync());
        string after = await under.StateAsync();
        Assert.True(Words(after).SetEquals(Words(state).Append($"{NextRow}")), $"{where}: the next write made {after} of {state}");
    }

    private static HashSet<string> Words(string state) => [.. state.Split(' ').Where(word => word is not ("no" or "table") && !word.StartsWith(FaultTable.FilesWord, StringComparison.Ordinal))];
}
