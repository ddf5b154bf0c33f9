using System.Text.Json;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Statistics;

/// <summary>The bounds of a file's columns, as its statistics say.</summary>
public static class FileBounds
{
    /// <summary>The bounds of one column of the table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="physicalName">The column's name in statistics.</param>
    /// <returns>
    /// The bounds as the log has them: numbers as they are written, other values without quotes. Null where the writer
    /// did not say. No value lies below the lower or above the upper one, but that an instant may be above it by less
    /// than a millisecond.
    /// </returns>
    public static (string? Min, string? Max) Of(AddFile file, string physicalName)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (string.IsNullOrEmpty(file.StatsJson))
        {
            return (null, null);
        }

        try
        {
            using JsonDocument statistics = JsonDocument.Parse(file.StatsJson);
            return (
                Bound(statistics.RootElement, "minValues", physicalName),
                Bound(statistics.RootElement, "maxValues", physicalName)
            );
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Bound(JsonElement statistics, string kind, string name) =>
        statistics.ValueKind == JsonValueKind.Object
        && statistics.TryGetProperty(kind, out JsonElement values)
        && values.ValueKind == JsonValueKind.Object
        && values.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind switch
            {
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.String => value.GetString(),
                _ => null,
            }
            : null;
}
