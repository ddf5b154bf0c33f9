using Lakehouse.Delta;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Stores;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Faults.Tests;

/// <summary>
/// A fault at every I/O of what deletes files: afterwards every row is there, and the same once more without a fault
/// leaves nothing behind.
/// </summary>
public sealed class UpkeepFaultTests(FaultEngine engine) : IClassFixture<FaultEngine>
{
    private static readonly TimeSpan Later = TimeSpan.FromDays(60);

    public static TheoryData<string, FaultKind> Cases
    {
        get
        {
            TheoryData<string, FaultKind> cases = [];
            foreach (string name in new[] { "vacuum", "lite vacuum", "checkpoint" })
            {
                foreach (FaultKind kind in Enum.GetValues<FaultKind>())
                {
                    cases.Add(name, kind);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task After_a_fault_at_any_IO_every_row_is_there_and_a_second_run_clears_up(string name, FaultKind kind)
    {
        using FaultTable prepared = await PrepareAsync();
        IReadOnlyList<StoreCall> calls = await CallsAsync(name, prepared);
        foreach (int at in Enumerable.Range(1, calls.Count).Where(at => IsPlace(calls[at - 1], kind)))
        {
            using FaultTable under = prepared.Copy();
            FaultyStore store = new(under.Store, kind, at, () => under.AppendAsync(under.Table, Expectation.OtherRow));
            string failure = await TryAsync(name, under.Open(store, Later));
            await store.SettleAsync();
            string where = $"{name}, {kind} at I/O {at} ({store.Struck}), {failure}";

            string state = await under.StateAsync();
            Assert.True(state is "1 2 3 4 files=1" or "1 2 3 4 50 files=2", $"{where}: {state}");
            await RunAsync(name, under.Open(under.Store, Later));
            Assert.True(await under.StateAsync() == state, $"{where}: after a second run {await under.StateAsync()}");
            RequireClear(name, under, state, where);
        }
    }

    private async Task<FaultTable> PrepareAsync()
    {
        FaultTable table = engine.NewTable();
        for (int id = 1; id <= 4; id++)
        {
            await table.AppendAsync(table.Table, id);
        }

        await table.Rows(table.Table).OptimizeAsync(new Lakehouse.Engine.Tables.OptimizeRequest(), CancellationToken.None);
        table.Leave("left.parquet");
        table.Leave(".tmp-left");
        table.Age();
        return table;
    }

    private static async Task<IReadOnlyList<StoreCall>> CallsAsync(string name, FaultTable prepared)
    {
        using FaultTable traced = prepared.Copy();
        RecordingStore store = new(traced.Store);
        await RunAsync(name, traced.Open(store, Later));
        return store.Calls;
    }

    private static bool IsPlace(StoreCall call, FaultKind kind) => kind switch
    {
        FaultKind.LosesAnswer or FaultKind.LosesRequest or FaultKind.ArrivesLate => call.Operation == "PutIfAbsent",
        FaultKind.Tears => call.Content.Length > 0,
        _ => true,
    };

    private static async Task<string> TryAsync(string name, DeltaTable table)
    {
        try
        {
            await RunAsync(name, table);
            return "no failure";
        }
        catch (Exception failure) when (failure is LakehouseException or FaultyStore.KilledException)
        {
            return failure.Message;
        }
    }

    private static Task RunAsync(string name, DeltaTable table) => name switch
    {
        "vacuum" => table.VacuumAsync(new VacuumOptions(), CancellationToken.None),
        "lite vacuum" => table.VacuumAsync(new VacuumOptions { Kind = VacuumKind.Lite }, CancellationToken.None),
        _ => table.CheckpointAsync(CancellationToken.None),
    };

    // What a lite vacuum finds is in the log; the files that nobody committed are for a full one.
    private static void RequireClear(string name, FaultTable under, string state, string where)
    {
        int live = state.EndsWith("=2", StringComparison.Ordinal) ? 2 : 1;
        int expected = name switch
        {
            "vacuum" => live,
            "lite vacuum" => live + 1,
            _ => live + 5,
        };
        Assert.True(under.DataFileCount() == expected, $"{where}: {under.DataFileCount()} data files, expected {expected}");
    }
}
