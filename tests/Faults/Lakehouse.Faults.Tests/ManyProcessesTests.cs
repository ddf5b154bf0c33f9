using Lakehouse.Delta.Stores;
using Lakehouse.Testing;

namespace Lakehouse.Faults.Tests;

/// <summary>Several real processes on one table.</summary>
public sealed class ManyProcessesTests : IDisposable
{
    private const int Seed = 20260105;
    private const double Seconds = 8;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_commit_of_many_processes_is_lost_or_doubled_and_every_snapshot_adds_up()
    {
        string location = _folder.At("table");
        WriterProcess[] writers =
        [
            WriterProcess.Start(location, "a", Seed, Seconds, int.MaxValue, "append"),
            WriterProcess.Start(location, "b", Seed + 1, Seconds, int.MaxValue, "append,append,replace"),
            WriterProcess.Start(location, "c", Seed + 2, Seconds, int.MaxValue, "append,delete,merge"),
            WriterProcess.Start(location, "d", Seed + 3, Seconds, int.MaxValue, "read"),
            WriterProcess.Start(location, "e", Seed + 4, Seconds, int.MaxValue, "append,optimize,vacuum"),
        ];

        await Task.WhenAll(writers.Select(writer => writer.EndAsync()));

        string[] said = [.. writers.SelectMany(writer => writer.Lines)];
        Assert.DoesNotContain(said, line => line.StartsWith("failed", StringComparison.Ordinal));
        int commits = await new Audit(new LocalTableStore(location)).RequireWholeAsync(said, sample: 8);
        Assert.Equal(said.Count(line => line.StartsWith("committed", StringComparison.Ordinal)), commits);
        Assert.All(writers[..3], writer => Assert.Contains(writer.Lines, line => line.StartsWith("committed", StringComparison.Ordinal)));
        Assert.Contains(writers[3].Lines, line => line.StartsWith("read", StringComparison.Ordinal));
        Assert.Contains(writers[4].Lines, line => line.StartsWith("vacuumed", StringComparison.Ordinal));
        foreach (WriterProcess writer in writers)
        {
            writer.Dispose();
        }
    }

    [Fact]
    public async Task A_process_that_is_killed_in_a_loop_of_appends_leaves_every_acknowledged_commit_and_at_most_one_more()
    {
        Random random = new(Seed);
        string location = _folder.At("table");
        List<string> said = [];
        for (int round = 0; round < 4; round++)
        {
            using WriterProcess writer = WriterProcess.Start(location, $"w{round}", Seed + round, 60, int.MaxValue, "append");
            int after = random.Next(1, 12);
            await writer.WaitForAsync("committed", after);

            // Somewhere within the next append.
            Thread.SpinWait(random.Next(0, 2_000_000));
            await writer.KillAsync();

            said.AddRange(writer.Lines);
            string where = $"seed {Seed}, round {round}, killed after {after} commits";
            Assert.DoesNotContain(writer.Lines, line => line.StartsWith("failed", StringComparison.Ordinal));
            HashSet<string> acknowledged = [.. said.Where(line => line.StartsWith("committed", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
            HashSet<string> found = await new Audit(new LocalTableStore(location)).TokensAsync();
            Assert.True(acknowledged.IsSubsetOf(found), $"{where}: lost {string.Join(' ', acknowledged.Except(found))}");
            Assert.True(found.Count <= acknowledged.Count + round + 1, $"{where}: {found.Count} commits, {acknowledged.Count} acknowledged");
        }

        await new Audit(new LocalTableStore(location)).RequireWholeAsync(said, sample: 3);
    }
}
