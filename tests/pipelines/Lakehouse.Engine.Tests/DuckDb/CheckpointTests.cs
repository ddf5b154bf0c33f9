#pragma warning disable S103 // SQL and JSON samples stand on one line each.
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Lakehouse.Delta.Checkpoints;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.DuckDb;

public sealed class CheckpointTests
{
    private static readonly string[] Actions =
    [
        """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["timestampNtz"],"writerFeatures":["timestampNtz","appendOnly"]}}""",
        """{"metaData":{"id":"m","name":"account","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[]}","partitionColumns":["p"],"configuration":{"delta.appendOnly":"true"},"createdTime":1700000000000}}""",
        """{"txn":{"appId":"app \"1\"","version":9007199254740993,"lastUpdated":1700000000001}}""",
        """{"add":{"path":"p=a%20b/part-0.parquet","partitionValues":{"p":"a b","q":null},"size":9007199254740993,"modificationTime":1700000000002,"dataChange":false,"tags":{"t":"v"},"stats":"{\"numRecords\":3,\"minValues\":{\"m\":12345678901234567890123.45}}"}}""",
        """{"add":{"path":"part-1.parquet","partitionValues":{},"size":1,"modificationTime":2,"dataChange":false}}""",
        """{"remove":{"path":"old.parquet","deletionTimestamp":3,"dataChange":true,"extendedFileMetadata":true,"partitionValues":{"p":null},"size":4}}""",
        """{"domainMetadata":{"domain":"d","configuration":"{\"a\":1}","removed":false}}""",
    ];

    [Fact]
    public async Task Actions_come_back_as_they_were_written()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        string path = engine.At("00000000000000000007.checkpoint.parquet");

        long size = await engine.Engine.Checkpoints.WriteAsync(Actions, path, CancellationToken.None);
        List<string> read = await ReadAsync(engine.Engine.Checkpoints, path);

        Assert.Equal(new FileInfo(path).Length, size);
        Assert.Equal(Canonical(Actions), Canonical(read));
    }

    [Fact]
    public async Task Maps_are_maps_and_absent_actions_are_null()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        string path = engine.At("c.parquet");
        await engine.Engine.Checkpoints.WriteAsync(Actions, path, CancellationToken.None);

        RowSet columns = await engine.QueryAsync(
            $"select column_name, column_type from (describe select * from read_parquet('{path}'))"
        );
        RowSet counts = await engine.QueryAsync(
            $"select count(*), count(txn), count(add), count(remove), count(\"metaData\"), count(protocol), count(\"domainMetadata\") from read_parquet('{path}')"
        );

        Assert.Equal(
            ["txn", "add", "remove", "metaData", "protocol", "domainMetadata"],
            columns.Rows.Select(row => row[0])
        );
        Assert.Contains("partitionValues MAP(VARCHAR, VARCHAR)", (string)columns.Rows[1][1]!, StringComparison.Ordinal);
        Assert.Contains(
            "configuration MAP(VARCHAR, VARCHAR)",
            ((string)columns.Rows[3][1]!).Replace("\"", string.Empty, StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal([7L, 1L, 2L, 1L, 1L, 1L, 1L], counts.Rows[0]);
    }

    [Fact]
    public async Task A_file_that_is_no_checkpoint_is_refused()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        string path = engine.At("c.parquet");
        await engine.Session.ExecuteAsync($"copy (select 1 as a) to '{path}' (format parquet)", CancellationToken.None);
        await File.WriteAllTextAsync(engine.At("t.parquet"), "<html>");

        EngineException other = await Assert.ThrowsAsync<EngineException>(() =>
            ReadAsync(engine.Engine.Checkpoints, path)
        );
        EngineException html = await Assert.ThrowsAsync<EngineException>(() =>
            ReadAsync(engine.Engine.Checkpoints, engine.At("t.parquet"))
        );
        EngineException absent = await Assert.ThrowsAsync<EngineException>(() =>
            ReadAsync(engine.Engine.Checkpoints, engine.At("none.parquet"))
        );

        Assert.Equal(["LH2602", "LH2205", "LH2204"], new[] { other.Code, html.Code, absent.Code });
    }

    [SharedDataFact("delta-golden/tables.tar.gz")]
    public async Task Every_checkpoint_of_other_writers_is_read()
    {
        await using EngineFixture engine = await EngineFixture.OpenAsync();
        string folder = GoldenTables.Unpacked();
        string[] files =
        [
            .. Directory
                .EnumerateFiles(folder, "*.checkpoint*.parquet", SearchOption.AllDirectories)
                .Where(path =>
                    !path.Contains("/expected/", StringComparison.Ordinal)
                    && !path.Contains("_derived", StringComparison.Ordinal)
                ),
        ];
        Assert.NotEmpty(files);

        var refused = new List<string>();
        int parsedStatistics = 0;
        foreach (string file in files)
        {
            try
            {
                List<string> lines = await ReadAsync(engine.Engine.Checkpoints, file);
                Assert.All(lines, line => Assert.Single(JsonNode.Parse(line)!.AsObject()));
                parsedStatistics += lines.Count(line => line.Contains("stats_parsed", StringComparison.Ordinal));
            }
            catch (EngineException failure)
            {
                refused.Add($"{file[folder.Length..]}: {failure.Message}");
            }
        }

        Assert.True(refused.Count == 0, $"{refused.Count} of {files.Length}:\n{string.Join('\n', refused)}");
        Assert.True(parsedStatistics > 0, "No checkpoint had parsed statistics.");
    }

    private static async Task<List<string>> ReadAsync(ICheckpointFiles files, string path)
    {
        var lines = new List<string>();
        await foreach (string line in files.ReadAsync(path, CancellationToken.None))
        {
            lines.Add(line);
        }

        return lines;
    }

    private static IEnumerable<string> Canonical(IEnumerable<string> lines) =>
        lines.Select(line => JsonNode.Parse(line)!.ToJsonString()).Order(StringComparer.Ordinal);
}

/// <summary>The golden tables, unpacked once for all runs on this machine.</summary>
internal static class GoldenTables
{
    public static string Unpacked()
    {
        string archive = SharedData.Require("delta-golden/tables.tar.gz");
        string folder = Path.Combine(Path.GetTempPath(), $"lakehouse-golden-{new FileInfo(archive).Length}");
        if (!Directory.Exists(folder))
        {
            DirectoryInfo half = Directory.CreateTempSubdirectory("lakehouse-golden-");
            using (var zip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            {
                TarFile.ExtractToDirectory(zip, half.FullName, overwriteFiles: false);
            }

            try
            {
                half.MoveTo(folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                half.Delete(recursive: true);
            }
        }

        return folder;
    }
}
