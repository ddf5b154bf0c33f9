using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Faults.Tests;

/// <summary>Holds a table's log against what its writers were told.</summary>
/// <param name="store">The table's files.</param>
/// <param name="files">Brings them here; null: they are here.</param>
internal sealed class Audit(ITableStore store, IDataFiles? files = null)
{
    /// <summary>
    /// Every acknowledged commit is in the log exactly once and at its version, nothing is there that nobody sent, the
    /// versions have no gap, and the rows of every version add up.
    /// </summary>
    /// <param name="said">The writers' lines.</param>
    /// <param name="sample">How many versions are read.</param>
    /// <returns>How many commits there are beside those of vacuums, which nobody acknowledges.</returns>
    public async Task<int> RequireWholeAsync(IReadOnlyList<string> said, int sample)
    {
        Assert.DoesNotContain(said, line => line.StartsWith("broken", StringComparison.Ordinal));
        await using DuckDbEngine engine = new(new DuckDbOptions { Threads = 1, DataFiles = files });
        DeltaTable table = new(store, new DeltaTableOptions { Checkpoints = engine.Checkpoints });
        IReadOnlyList<CommitInfo> history = await table.HistoryAsync(int.MaxValue, CancellationToken.None);
        Assert.Equal(
            Enumerable.Range(0, history.Count).Select(number => (long)number),
            history.Select(commit => commit.Version.Number).Order());
        Assert.Equal(history.Count, history.Select(commit => commit.TransactionId).Distinct().Count());
        string[] tokens = [.. history.Select(commit => commit.UserMetadata).OfType<string>()];
        Assert.Equal(tokens.Length, tokens.Distinct().Count());
        RequireAcknowledged(said, history);
        await RequireSumsAsync(engine, table, history.Count, sample);
        return history.Count(commit => commit.Operation?.StartsWith("VACUUM", StringComparison.Ordinal) != true);
    }

    /// <summary>The tokens that are in the log.</summary>
    public async Task<HashSet<string>> TokensAsync()
    {
        await using DuckDbEngine engine = new(new DuckDbOptions { Threads = 1 });
        DeltaTable table = new(store, new DeltaTableOptions { Checkpoints = engine.Checkpoints });
        return [.. (await table.HistoryAsync(int.MaxValue, CancellationToken.None)).Select(commit => commit.UserMetadata).OfType<string>()];
    }

    private static void RequireAcknowledged(IReadOnlyList<string> said, IReadOnlyList<CommitInfo> history)
    {
        Dictionary<long, string?> byVersion = history.ToDictionary(commit => commit.Version.Number, commit => commit.UserMetadata);
        foreach (string[] words in said.Select(line => line.Split(' ')).Where(words => words[0] == "committed"))
        {
            long version = long.Parse(words[1], CultureInfo.InvariantCulture);
            Assert.True(byVersion.GetValueOrDefault(version) == words[2], $"version {version} was acknowledged to {words[2]} and holds {byVersion.GetValueOrDefault(version)}");
        }
    }

    private static async Task RequireSumsAsync(DuckDbEngine engine, DeltaTable table, int count, int sample)
    {
        TableName name = TableName.Parse("main.audited");
        await using IEngineSession session = await engine.OpenSessionAsync(CancellationToken.None);
        for (int part = 1; part <= sample; part++)
        {
            TableVersion version = new((count - 1) * (long)part / sample);
            Snapshot snapshot = await table.LoadAsync(version, CancellationToken.None);
            await session.BindAsync(name, snapshot, CancellationToken.None);
            RowSet rows = await session.QueryAsync(
                "select coalesce(sum(amount), 0)::bigint, (select count(*) from (select token from main.audited group by token having count(*) <> 2)) from main.audited",
                1,
                CancellationToken.None);
            Assert.True(rows.Rows[0] is [0L, 0L], $"version {version} adds up to {rows.Rows[0][0]} and has {rows.Rows[0][1]} tokens that are no pair");
        }
    }
}
