using System.Collections.Concurrent;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.Testing;

namespace Lakehouse.Delta.Tests.Commit;

public sealed class ConcurrentWritersTests
{
    private const int Writers = 8;
    private const int CommitsEach = 15;

    [Fact]
    public async Task Writers_that_race_for_every_version_lose_and_double_no_commit()
    {
        using TemporaryFolder folder = new();
        ConcurrentBag<long> versions = [];
        using Barrier start = new(Writers);
        Task[] writers =
        [
            .. Enumerable
                .Range(0, Writers)
                .Select(writer =>
                    Task.Factory.StartNew(
                            () =>
                            {
                                start.SignalAndWait();
                                return AppendAsync(folder.FullPath, writer, versions);
                            },
                            CancellationToken.None,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default
                        )
                        .Unwrap()
                ),
        ];

        await Task.WhenAll(writers);

        Assert.Equal(Enumerable.Range(0, Writers * CommitsEach).Select(number => (long)number), versions.Order());
        DeltaTable table = Open(folder.FullPath);
        Snapshot snapshot = (await table.TryLoadAsync(CancellationToken.None))!;
        Assert.Equal(Writers * CommitsEach, snapshot.Files.Count);
        Assert.Equal(Writers, snapshot.Transactions.Count);
        Assert.All(snapshot.Transactions.Values, entry => Assert.Equal(CommitsEach, entry.Version));
        IReadOnlyList<CommitInfo> history = await table.HistoryAsync(1000, CancellationToken.None);
        Assert.Equal(Writers * CommitsEach, history.Select(commit => commit.TransactionId).Distinct().Count());
    }

    [Fact]
    public async Task Of_overwrites_from_one_basis_exactly_one_commits()
    {
        using TestTable test = new();
        Snapshot basis = await test.CommitAsync(test.Append(test.File()));
        TableWrite[] writes = [.. Enumerable.Range(0, 6).Select(_ => test.Overwrite(test.File()))];

        WriteOutcome[] outcomes = await Task.WhenAll(
            writes.Select(write => Task.Run(() => test.Table.WriteAsync(basis, write, CancellationToken.None)))
        );

        Assert.Single(outcomes.OfType<WriteOutcome.Committed>());
        Assert.Equal(5, outcomes.OfType<WriteOutcome.Conflicted>().Count());
        Assert.Single((await test.LoadAsync()).Files);
    }

    private static DeltaTable Open(string root) =>
        new(
            new LocalTableStore(root),
            new DeltaTableOptions { Checkpoints = new NdjsonCheckpointFiles(), MaxCommitRetries = 1000 }
        );

    private static async Task AppendAsync(string root, int writer, ConcurrentBag<long> versions)
    {
        DeltaTable table = Open(root);
        for (int number = 1; number <= CommitsEach; number++)
        {
            Snapshot? basis = await table.TryLoadAsync(CancellationToken.None);
            WriteOutcome outcome = await table.WriteAsync(
                basis,
                new TableWrite
                {
                    Mode = WriteMode.Append,
                    Schema = TestTable.Orders,
                    Files =
                    [
                        new DataFile(
                            $"w{writer}-{number}.parquet",
                            new Dictionary<string, string?>(),
                            1,
                            ManualClock.Start,
                            null
                        ),
                    ],
                    Transactions = [new SetTransaction($"writer-{writer}", number)],
                },
                CancellationToken.None
            );
            versions.Add(Assert.IsType<WriteOutcome.Committed>(outcome).Version.Number);
        }
    }
}
