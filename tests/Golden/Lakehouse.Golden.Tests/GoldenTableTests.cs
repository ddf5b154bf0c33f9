using System.Globalization;
using Lakehouse.Delta;
using Lakehouse.Delta.Changes;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Testing;

namespace Lakehouse.Golden.Tests;

/// <summary>Tables of other writers: the rows that we read, at every version that is given, or the refusal.</summary>
public sealed class GoldenTableTests(GoldenEngine golden) : IClassFixture<GoldenEngine>
{
    private static readonly TableName Answer = new("main", "answer");

    public static TheoryData<string> Tables => [.. GoldenTables.All.Select(table => table.Id)];

    [SharedDataTheory(GoldenTables.Folder)]
    [MemberData(nameof(Tables))]
    public async Task A_table_is_answered_as_its_index_says(string id)
    {
        GoldenTable expected = GoldenTables.All.Single(table => table.Id == id);
        string root = await GoldenTables.RootAsync();
        DeltaTable table = new(
            new LocalTableStore(Path.Combine(root, expected.Path)),
            new DeltaTableOptions { Checkpoints = golden.Engine.Checkpoints }
        );
        List<string> problems = [];
        try
        {
            Snapshot? snapshot = await table.TryLoadAsync(CancellationToken.None);
            if (expected.IsNegative)
            {
                Assert.Null(snapshot);
                return;
            }

            Assert.NotNull(snapshot);
            problems.AddRange(LogProblems(expected, snapshot));
            problems.AddRange(await RowProblemsAsync(root, expected, table, snapshot));
        }
        catch (LakehouseException refusal) when (IsRightRefusal(expected, refusal))
        {
            return;
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static bool IsRightRefusal(GoldenTable expected, LakehouseException refusal) =>
        expected.IsNegative
        || (expected.MayBeRefused && refusal.Code == "LH1201")
        || (expected.HasVariant && refusal.Code == "LH1201" && refusal.Message.Contains("variant", StringComparison.Ordinal))
        || (expected.LacksFiles && refusal.Code is "LH2204" or "LH1602");

    // Two spellings of one absolute path are one file for us and for the tests that these tables come from; the reader
    // that made the index took them for two.
    private static int? FileCountOf(GoldenTable expected) =>
        expected.Name.StartsWith("canonicalized-paths-", StringComparison.Ordinal) ? 0 : expected.NumFiles;

    private static IEnumerable<string> LogProblems(GoldenTable expected, Snapshot snapshot)
    {
        (string What, string? Expected, string Found)[] facts =
        [
            ("version", Text(expected.Version), Text((long?)snapshot.Version.Number)!),
            ("files", Text(FileCountOf(expected)), Text(snapshot.Files.Count)),
            ("protocol", expected.Protocol, $"{snapshot.Protocol.MinReaderVersion},{snapshot.Protocol.MinWriterVersion}"),
            ("partition columns", string.Join(',', expected.PartitionColumns), string.Join(',', snapshot.Metadata.PartitionColumns)),
        ];
        return facts
            .Where(fact => fact.Expected is not null && fact.Expected != fact.Found)
            .Select(fact => $"{fact.What} expected {fact.Expected}, found {fact.Found}");
    }

    private async Task<List<string>> RowProblemsAsync(string root, GoldenTable expected, DeltaTable table, Snapshot snapshot)
    {
        List<string> problems = [];

        // A log of many files without one of them says nothing about rows.
        if (expected is { Expected: "log-level only", ScanError: null })
        {
            return problems;
        }

        await using IEngineSession session = await golden.Engine.OpenSessionAsync(CancellationToken.None);
        await CompareAsync(snapshot, expected.Rows, "latest");
        foreach ((long version, long rows) in expected.CountedVersions)
        {
            await CompareAsync(await table.LoadAsync(new TableVersion(version), CancellationToken.None), rows, $"v{version}");
        }

        if (await ChangeProblemAsync(root, expected, table, session) is { } problem)
        {
            problems.Add(problem);
        }

        return problems;

        async Task CompareAsync(Snapshot version, long? rows, string name)
        {
            await session.BindAsync(Answer, version, CancellationToken.None);
            RowSet count = await session.QueryAsync("select count(*) from main.answer", 1, CancellationToken.None);
            if (rows is not null && !Equals(count.Rows[0][0], rows))
            {
                problems.Add($"{name}: {rows} rows expected, found {count.Rows[0][0]}");
            }
            else if (
                ExpectedFiles(root, expected, name) is { } files
                && await ExpectedRows.DifferenceAsync(session, "main.answer", files) is { } difference
            )
            {
                problems.Add($"{name}: {difference}");
            }
        }
    }

    private static async Task<string?> ChangeProblemAsync(
        string root,
        GoldenTable expected,
        DeltaTable table,
        IEngineSession session
    )
    {
        string file = Path.Combine(root, "_derived", expected.Source, expected.Name, "cdf.parquet");
        if (expected.CdfCounts is not { Count: > 0 } counts || !File.Exists(file))
        {
            return null;
        }

        long first = counts.Keys.Min(key => long.Parse(key.Split(':')[0], CultureInfo.InvariantCulture));
        ChangeFeed feed = await table.LoadChangesAsync(new TableVersion(first), null, CancellationToken.None);
        _ = await session.BindChangesAsync(Answer, feed, CancellationToken.None);
        string? difference = await ExpectedRows.DifferenceAsync(
            session,
            "(select * exclude (_commit_timestamp) from main.answer)",
            file
        );
        return difference is null ? null : $"changes: {difference}";
    }

    private static string? ExpectedFiles(string root, GoldenTable expected, string name)
    {
        if (expected.ExpectedPath is not { } given || expected.Expected == "upstream wrong")
        {
            return null;
        }

        string path = Path.Combine(root, given);
        string[] candidates =
        [
            Path.Combine(path, name, "table_content", "*.parquet"),
            name == "latest" ? path : Path.Combine(Path.GetDirectoryName(path)!, $"{name}.parquet"),
            Path.Combine(root, "_derived", expected.Source, expected.Name, $"{name}.parquet"),
            name == "latest" ? Path.Combine(path, "*.parquet") : "",
        ];
        return candidates.FirstOrDefault(candidate =>
            candidate.EndsWith("*.parquet", StringComparison.Ordinal)
                ? Directory.Exists(Path.GetDirectoryName(candidate))
                : File.Exists(candidate)
        );
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One engine for all tables.</summary>
public sealed class GoldenEngine : IAsyncLifetime
{
    public DuckDbEngine Engine { get; } = new(new DuckDbOptions());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}
