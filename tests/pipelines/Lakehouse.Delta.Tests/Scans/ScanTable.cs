using System.Numerics;
using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Scans;

/// <summary>A table of one column <c>c</c>, and files of it that are known by their statistics only.</summary>
internal static class ScanTable
{
    /// <summary>The column, or a field within it.</summary>
    public static async Task<ScanColumn> ColumnAsync(string type, string metadata = "{}", string partition = "", params string[] names)
    {
        using TestTable table = new();
        string schema = $$$"""{"type":"struct","fields":[{"name":"c","type":{{{type}}},"nullable":true,"metadata":{{{metadata}}}},{"name":"other","type":"long","nullable":true,"metadata":{}}]}""";
        table.WriteCommit(
            0,
            """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""",
            $$$$"""{"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":{{{{JsonSerializer.Serialize(schema)}}}},"partitionColumns":[{{{{partition}}}}],"configuration":{}}}"""
        );
        Snapshot snapshot = await table.LoadAsync();
        return ScanColumn.Find(snapshot, names.Length == 0 ? ["C"] : names)!;
    }

    public static AddFile File(string? statistics, string? partition = null) =>
        new("f", new Dictionary<string, string?> { ["c"] = partition }, 1, DateTimeOffset.UnixEpoch, statistics);

    /// <summary>Which answers a condition has: <c>T</c>, <c>F</c> and <c>N</c>.</summary>
    public static string Answers(ScanCondition condition, AddFile file)
    {
        using FileFacts facts = new(file);
        Truths truths = ConditionTest.Of(condition, facts);
        return $"{Letter(Truths.True, 'T')}{Letter(Truths.False, 'F')}{Letter(Truths.Null, 'N')}";

        string Letter(Truths one, char letter) => (truths & one) != 0 ? letter.ToString() : "";
    }

    /// <summary>A literal of a type from its text.</summary>
    public static ScanLiteral Literal(string text, DataType type) =>
        ScanLiteral.Of(BoundValue.OfPartition(PartitionValue.Parse(text, type)!)!);

    public static ScanValue Whole(long value) => new ScanValue.Number(new ExactDecimal(new BigInteger(value), 0));
}
