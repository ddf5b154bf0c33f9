using Lakehouse.Delta.Commit;

namespace Lakehouse.Faults.Tests;

/// <summary>The states in which a table may be found after an operation was disturbed.</summary>
/// <param name="Old">As it was.</param>
/// <param name="New">As the operation makes it.</param>
/// <param name="OldThenOther">As it was, with another writer's row.</param>
/// <param name="NewThenOther">As the operation makes it, with another writer's row after it.</param>
/// <param name="OtherThenNew">As the operation makes it of a table with another writer's row.</param>
internal sealed record Expectation(string Old, string New, string OldThenOther, string NewThenOther, string OtherThenNew)
{
    /// <summary>The other writer's row.</summary>
    public const int OtherRow = 50;

    /// <summary>Finds the states by doing everything without faults.</summary>
    public static async Task<Expectation> OfAsync(Operation operation, FaultTable prepared)
    {
        using FaultTable changed = prepared.Copy();
        Assert.IsType<WriteOutcome.Committed>(await operation.RunAsync(changed, changed.Table));
        string after = await changed.StateAsync();
        await changed.AppendAsync(changed.Table, OtherRow);
        using FaultTable other = prepared.Copy();
        await other.AppendAsync(other.Table, OtherRow);
        string otherAlone = await other.StateAsync();
        await operation.RunAsync(other, other.Table);
        return new Expectation(await prepared.StateAsync(), after, otherAlone, await changed.StateAsync(), await other.StateAsync());
    }
}
