using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.Testing;

namespace Lakehouse.Delta.Tests.Golden;

/// <summary>
/// Our log reading against tables of other writers. Without an engine there is no Parquet: checkpoints are unreadable
/// here, so that commits must stand in for them, and rows are counted from statistics.
/// </summary>
public sealed class GoldenTableTests
{
    // Features that change how rows are read and that this version does not read. Work on one of them ends here.
    private static readonly string[] Unread =
    [
        "deletionVectors",
        "variantType",
        "variantType-preview",
        "variantShredding-preview",
        "typeWidening",
        "typeWidening-preview",
        "catalogManaged",
    ];

    [SharedDataFact(GoldenTables.Folder)]
    public async Task Every_table_is_read_as_its_index_says_or_refused_by_the_name_of_a_feature()
    {
        (string root, IReadOnlyList<GoldenTable> tables) = await GoldenTables.UnpackAsync();
        List<string> wrong = [];
        int read = 0;
        int refused = 0;
        foreach (GoldenTable golden in tables)
        {
            DeltaTable table = new(
                new LocalTableStore(Path.Combine(root, golden.Path)),
                new DeltaTableOptions { Checkpoints = new NoCheckpoints() }
            );
            try
            {
                Snapshot? snapshot = await table.TryLoadAsync(CancellationToken.None);
                wrong.AddRange(await ProblemsAsync(golden, table, snapshot));
                read++;
            }
            catch (DeltaException failure)
            {
                refused++;
                if (!IsExpected(golden, failure))
                {
                    wrong.Add($"{golden.Source}/{golden.Name}: {failure.Message}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(read > 100 && refused > 0, $"{read} read, {refused} refused");
    }

    private static bool IsExpected(GoldenTable golden, DeltaException failure) =>
        failure.Code switch
        {
            "LH1201" => golden.IsNegative
                || golden.MayBeRefused
                || NeededButUnread(golden).Any(feature => failure.Message.Contains(feature, StringComparison.Ordinal)),
            "LH1303" => golden.Tags.Contains("unsupported-type"),
            "LH1104" => golden.IsNegative || !golden.HasAllCommits,
            _ => golden.IsNegative,
        };

    private static IEnumerable<string> NeededButUnread(GoldenTable golden) =>
        golden.Features.Intersect(Unread).Concat(golden.Cm == "none" ? [] : ["columnMapping"]);

    private static async Task<List<string>> ProblemsAsync(GoldenTable golden, DeltaTable table, Snapshot? snapshot)
    {
        string name = $"{golden.Source}/{golden.Name}";
        if (golden.IsNegative)
        {
            return snapshot is null ? [] : [$"{name}: read, expected a refusal"];
        }

        if (snapshot is null)
        {
            return [$"{name}: found no table"];
        }

        List<string> problems = [];
        Compare("version", golden.Version, snapshot.Version.Number);
        Compare(
            "protocol",
            golden.Protocol,
            $"{snapshot.Protocol.MinReaderVersion},{snapshot.Protocol.MinWriterVersion}"
        );
        Compare(
            "partition columns",
            string.Join(',', golden.PartitionColumns),
            string.Join(',', snapshot.Metadata.PartitionColumns)
        );
        if (golden.Rows is not null)
        {
            Compare("files", golden.NumFiles, snapshot.Files.Count);
            Compare("rows", golden.Rows, RowCount(snapshot) ?? golden.Rows);
        }

        // The index has a text in place of a count where the reader that made it failed.
        foreach (
            (string version, JsonElement count) in golden.RowsByVersion.Where(entry =>
                entry.Value.ValueKind == JsonValueKind.Number
            )
        )
        {
            long expected = count.GetInt64();
            Snapshot past = await table.LoadAsync(
                new TableVersion(long.Parse(version, CultureInfo.InvariantCulture)),
                CancellationToken.None
            );
            if (RowCount(past) is { } pastRows)
            {
                Compare($"rows at {version}", expected, pastRows);
            }
        }

        if (NeededButUnread(golden).FirstOrDefault() is { } feature && !golden.MayBeRefused)
        {
            problems.Add($"{name}: read, although {feature} is not read yet");
        }

        return problems;

        void Compare<T>(string what, T expected, T found)
        {
            if (!Equals(expected, found))
            {
                problems.Add($"{name}: {what} expected {expected}, found {found}");
            }
        }
    }

    private static long? RowCount(Snapshot snapshot)
    {
        long rows = 0;
        foreach (Lakehouse.Delta.Actions.AddFile file in snapshot.Files)
        {
            if (file.StatsJson is null)
            {
                return null;
            }

            using JsonDocument stats = JsonDocument.Parse(file.StatsJson);
            if (!stats.RootElement.TryGetProperty("numRecords", out JsonElement count))
            {
                return null;
            }

            rows += count.GetInt64();
        }

        return rows;
    }
}
