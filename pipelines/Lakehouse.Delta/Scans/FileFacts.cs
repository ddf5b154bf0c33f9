using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Paths;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Scans;

/// <summary>What the log says of one file: its partition values and its statistics.</summary>
/// <remarks>Whatever is missing, or is no value of the column's type, is unknown. Dispose it.</remarks>
internal sealed class FileFacts(AddFile file) : IDisposable
{
    private JsonDocument? _statistics;
    private bool _isRead;

    /// <summary>What is known of a column.</summary>
    internal ColumnRange Range(ScanColumn column) => column.IsPartition ? OfPartition(column) : OfStatistics(column);

    /// <summary>Whether the statistics say that every value of a column is null.</summary>
    internal bool IsAllNull(ScanColumn column) => !Range(column).MayBeValue;

    /// <inheritdoc/>
    public void Dispose() => _statistics?.Dispose();

    private ColumnRange OfPartition(ScanColumn column)
    {
        // A name that the log lacks is damage, which is for the reader of the file to find.
        if (!file.PartitionValues.TryGetValue(column.Path[0], out string? text))
        {
            return ColumnRange.Unknown;
        }

        try
        {
            text = string.Equals(text, HivePath.NullFolder, StringComparison.Ordinal) ? null : text;
            object? value = PartitionValue.Parse(text, column.Type);
            return value is null || BoundValue.OfPartition(value) is not { } known
                ? ColumnRange.Single(null) with { MayBeValue = value is not null }
                : ColumnRange.Single(known);
        }
        catch (DeltaException)
        {
            return ColumnRange.Unknown;
        }
    }

    private ColumnRange OfStatistics(ScanColumn column)
    {
        if (Statistics() is not { } statistics)
        {
            return ColumnRange.Unknown;
        }

        long? rows = Count(Member(statistics, "numRecords"));
        long? nulls = Count(At(statistics, "nullCount", column.Path));
        ScanValue? min = BoundValue.Lower(At(statistics, "minValues", column.Path), column);
        ScanValue? max = BoundValue.Upper(At(statistics, "maxValues", column.Path), column);

        // Bounds the wrong way round are those of a writer that is mistaken.
        bool areBounds = min is null || max is null || ScanValue.Compare(min, max) <= 0;
        return new ColumnRange(areBounds ? min : null, areBounds ? max : null)
        {
            // Some writers count the nulls of a field only where the record around it is there.
            MayBeNull = nulls != 0 || column.IsInNullable,
            MayBeValue = nulls is null || rows is null || nulls != rows,
            MayBeNaN = column.Type is PrimitiveType { Kind: PrimitiveKind.Double or PrimitiveKind.Float },
        };
    }

    private JsonElement? Statistics()
    {
        if (!_isRead)
        {
            _isRead = true;
            try
            {
                _statistics = string.IsNullOrEmpty(file.StatsJson) ? null : JsonDocument.Parse(file.StatsJson);
            }
            catch (JsonException)
            {
                _statistics = null;
            }
        }

        return _statistics?.RootElement;
    }

    private static long? Count(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long count) && count >= 0
            ? count
            : null;

    private static JsonElement? At(JsonElement statistics, string kind, IReadOnlyList<string> path)
    {
        JsonElement? element = Member(statistics, kind);
        foreach (string name in path)
        {
            element = element is { } parent ? Member(parent, name) : null;
        }

        return element;
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;
}
