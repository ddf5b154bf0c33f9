namespace Lakehouse.Delta.Statistics;

/// <summary>What the writer of a data file knows about one leaf column.</summary>
/// <param name="Path">The physical names from the root to the leaf.</param>
/// <param name="Min">The smallest value as text (ISO dates, <c>yyyy-MM-dd HH:mm:ss.ffffff</c> UTC instants, plain
/// numbers); null where unknown.</param>
/// <param name="Max">The largest value as text; null where unknown.</param>
/// <param name="NullCount">Nulls in the column; null where unknown.</param>
/// <param name="HasNaN">Whether a NaN was written, which bounds leave out.</param>
public sealed record ColumnStatistics(
    IReadOnlyList<string> Path,
    string? Min,
    string? Max,
    long? NullCount,
    bool HasNaN
);
