using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Faults;

/// <summary>
/// Stops at every I/O of a commit and its checkpoint; afterwards the table is in the old state or in the new one.
/// </summary>
public sealed class CommitFaultTests
{
    public static TheoryData<FaultKind, long> Cases =>
        new()
        {
            // The tenth version makes a checkpoint, the others do not; the first makes the table.
            { FaultKind.Fails, 0 },
            { FaultKind.FailsAfterwards, 0 },
            { FaultKind.Dies, 0 },
            { FaultKind.Fails, 3 },
            { FaultKind.FailsAfterwards, 3 },
            { FaultKind.Dies, 3 },
            { FaultKind.Fails, 10 },
            { FaultKind.FailsAfterwards, 10 },
            { FaultKind.Dies, 10 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_write_that_stops_anywhere_leaves_the_old_state_or_the_new_one(FaultKind kind, long version)
    {
        int failAt = 1;
        while (await WriteWithFaultAsync(kind, version, failAt))
        {
            failAt++;
        }

        Assert.True(failAt > 3, $"only {failAt - 1} I/Os were broken");
    }

    // False where the write has fewer I/Os, so that nothing failed.
    private static async Task<bool> WriteWithFaultAsync(FaultKind kind, long version, int failAt)
    {
        using TestTable test = new();
        for (long number = 0; number < version; number++)
        {
            _ = await test.CommitAsync(test.Append(test.File()));
        }

        Snapshot? basis = await test.Table.TryLoadAsync(CancellationToken.None);
        FaultyStore store = new(
            test.Store,
            failAt,
            kind,
            () => test.Folder.Write("_delta_log/.tmp-1-torn", "{\"add\":{\"pa")
        );
        TableWrite write = test.Append(test.File()) with { Transactions = [new SetTransaction("loader", 7)] };
        WriteOutcome? outcome = null;
        try
        {
            outcome = await test.Open(store).WriteAsync(basis, write, CancellationToken.None);
        }
        catch (DeltaException)
        {
            // The caller is told; what counts is the state.
        }

        if (store.Count < failAt)
        {
            Assert.IsType<WriteOutcome.Committed>(outcome);
            return false;
        }

        await AssertOldOrNewAsync(test, version, outcome, $"{kind} at I/O {failAt} of version {version}");

        // A second attempt brings the rows in exactly once, whatever became of the first.
        _ = await test.Table.WriteAsync(basis, write, CancellationToken.None);
        Snapshot after = await test.LoadAsync();
        Assert.Equal(version + 1, after.Files.Count);
        Assert.Equal(version, after.Version.Number);
        return true;
    }

    private static async Task AssertOldOrNewAsync(TestTable test, long version, WriteOutcome? outcome, string where)
    {
        Snapshot? found = await test.Table.TryLoadAsync(CancellationToken.None);
        long files = found?.Files.Count ?? 0;
        bool isOld = files == version && (found is null || found.Version.Number == version - 1);
        bool isNew = files == version + 1 && found?.Version.Number == version;
        Assert.True(isOld || isNew, $"{where}: {files} files at version {found?.Version}");
        if (outcome is WriteOutcome.Committed)
        {
            Assert.True(isNew, $"{where}: reported as committed and not there");
        }
    }
}
