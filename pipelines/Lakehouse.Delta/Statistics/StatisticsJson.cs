using System.Text.Json;
using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Text;

namespace Lakehouse.Delta.Statistics;

/// <summary>Writes the statistics of a data file as the log holds them.</summary>
internal static class StatisticsJson
{
    /// <summary>Writes statistics.</summary>
    /// <param name="statistics">What the engine knows of the file.</param>
    /// <param name="columns">The columns that have statistics.</param>
    /// <returns>The JSON text. A bound that is unknown, or that JSON cannot hold, is left out: its file is never
    /// skipped by it.</returns>
    internal static string Write(FileStatistics statistics, IndexedColumns columns)
    {
        Dictionary<string, ColumnStatistics> known = new(StringComparer.Ordinal);
        foreach (ColumnStatistics column in statistics.Columns)
        {
            known[IndexedColumns.Key(column.Path)] = column;
        }

        return JsonText.Compose(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("numRecords", statistics.RowCount);
            WriteTree(writer, "minValues", columns.Root, leaf => StatisticsBound.Min(Find(known, leaf), leaf.Type));
            WriteTree(writer, "maxValues", columns.Root, leaf => StatisticsBound.Max(Find(known, leaf), leaf.Type));
            WriteTree(writer, "nullCount", columns.Root, leaf => StatisticsBound.NullCount(Find(known, leaf)));
            writer.WriteEndObject();
        });
    }

    private static ColumnStatistics? Find(Dictionary<string, ColumnStatistics> known, IndexedColumn leaf) =>
        known.GetValueOrDefault(IndexedColumns.Key(leaf.Path));

    private static void WriteTree(
        Utf8JsonWriter writer,
        string name,
        IndexedColumn root,
        Func<IndexedColumn, string?> value
    )
    {
        writer.WriteStartObject(name);
        WriteMembers(writer, root, value);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, IndexedColumn parent, Func<IndexedColumn, string?> value)
    {
        foreach (IndexedColumn child in parent.Children)
        {
            if (child.Type is StructType)
            {
                if (HasAny(child, value))
                {
                    WriteTree(writer, child.Name, child, value);
                }
            }
            else if (value(child) is { } json)
            {
                writer.WritePropertyName(child.Name);
                writer.WriteRawValue(json);
            }
        }
    }

    private static bool HasAny(IndexedColumn column, Func<IndexedColumn, string?> value) =>
        column.Type is StructType ? column.Children.Any(child => HasAny(child, value)) : value(column) is not null;
}
