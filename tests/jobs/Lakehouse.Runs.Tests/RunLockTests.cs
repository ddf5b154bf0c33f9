using Lakehouse.Testing;

namespace Lakehouse.Runs.Tests;

public sealed class RunLockTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_run_is_told_who_holds_the_warehouse()
    {
        using RunLock held = RunLock.Take(_folder.FullPath, "first", Noon);

        RunException fault = Assert.Throws<RunException>(() => RunLock.Take(_folder.FullPath, "second", Noon));

        Assert.Equal(
            $"LH7001: found another run in {_folder.FullPath} (run first, process {Environment.ProcessId} on {Environment.MachineName}, "
            + "since 2025-01-01T12:00:00Z), expected none, because runs of one warehouse follow one another. "
            + "Wait for it to end, or name another warehouse with --warehouse FOLDER.",
            fault.Message);
    }

    [Fact]
    public void A_run_that_has_ended_leaves_the_warehouse_free()
    {
        RunLock.Take(_folder.At("new"), "first", Noon).Dispose();

        using RunLock again = RunLock.Take(_folder.At("new"), "second", Noon);

        Assert.NotNull(again);
    }

    [Fact]
    public void A_warehouse_that_is_a_file_is_refused()
    {
        string file = _folder.Write("warehouse", "not a folder");

        RunException fault = Assert.Throws<RunException>(() => RunLock.Take(file, "first", Noon));

        Assert.Equal("LH7002", fault.Code);
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }
}
