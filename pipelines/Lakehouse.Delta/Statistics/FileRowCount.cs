using System.Text.Json;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Statistics;

/// <summary>How many rows a data file has, as its statistics say.</summary>
public static class FileRowCount
{
    /// <summary>The rows that the Parquet file holds.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The count, or null where the writer did not say.</returns>
    public static long? Physical(AddFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (string.IsNullOrEmpty(file.StatsJson))
        {
            return null;
        }

        try
        {
            using JsonDocument statistics = JsonDocument.Parse(file.StatsJson);
            return
                statistics.RootElement.ValueKind == JsonValueKind.Object
                && statistics.RootElement.TryGetProperty("numRecords", out JsonElement count)
                && count.ValueKind == JsonValueKind.Number
                && count.TryGetInt64(out long rows)
                ? rows
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The rows that a reader sees: those of the file without the deleted ones.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The count, or null where the writer did not say.</returns>
    public static long? Live(AddFile file) => Physical(file) - (file.DeletionVector?.Cardinality ?? 0);
}
