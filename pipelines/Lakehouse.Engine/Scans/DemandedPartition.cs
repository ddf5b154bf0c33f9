using System.Globalization;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Engine.Scans;

/// <summary>The partition outside of which a condition finds no row, where it demands one by equalities.</summary>
internal static class DemandedPartition
{
    /// <summary>Finds it.</summary>
    /// <param name="parts">Conditions that are all true for a row that is found.</param>
    /// <returns>Physical partition columns to their texts in the log, null for null; null for no demand.</returns>
    internal static IReadOnlyDictionary<string, string?>? Of(IEnumerable<ScanCondition> parts)
    {
        Dictionary<string, string?> demanded = new(StringComparer.Ordinal);
        foreach (ScanCondition part in parts.SelectMany(part => part.Conjuncts))
        {
            switch (part)
            {
                case ScanCondition.IsNull { Column: { IsPartition: true } column }:
                    demanded[column.Path[0]] = null;
                    break;
                case ScanCondition.Compare
                {
                    Column: { IsPartition: true } column,
                    Comparison: ScanComparison.Equal or ScanComparison.NullSafeEqual,
                    Literal.Exact: { } value,
                } when Text(value, column.Field.Type) is { Length: > 0 } text:
                    demanded[column.Path[0]] = text;
                    break;
                default:
                    break;
            }
        }

        return demanded.Count == 0 ? null : demanded;
    }

    // Of types whose values have one text each.
    private static string? Text(ScanValue value, DataType type) =>
        (value, type) switch
        {
            (ScanValue.Text text, _) => text.Value,
            (ScanValue.Number number, DecimalType exact) => number.Value.WithScale(exact.Scale)?.ToString(),
            (ScanValue.Number number, _) => number.Value.WithScale(0)?.ToString(),
            (ScanValue.Moment day, PrimitiveType { Kind: PrimitiveKind.Date })
                when day.Ticks % TimeSpan.TicksPerDay == 0 => new DateTime(day.Ticks, DateTimeKind.Unspecified).ToString(
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture
                ),
            (ScanValue.Truth truth, _) => truth.Value ? "true" : "false",
            _ => null,
        };
}
