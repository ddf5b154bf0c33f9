namespace Lakehouse.Delta.Statistics;

/// <summary>What the writer of a data file knows about it.</summary>
/// <param name="RowCount">Rows in the file.</param>
/// <param name="Columns">Leaf columns by path, the physical names joined by nothing: one element a level.</param>
public sealed record FileStatistics(long RowCount, IReadOnlyList<ColumnStatistics> Columns);

/// <summary>What the writer of a data file knows about one leaf column.</summary>
/// <param name="Path">The physical names from the root to the leaf.</param>
/// <param name="Min">The smallest value as text (ISO dates, <c>yyyy-MM-dd HH:mm:ss.ffffff</c> UTC instants, plain numbers); null where unknown.</param>
/// <param name="Max">The largest value as text; null where unknown.</param>
/// <param name="NullCount">Nulls in the column; null where unknown.</param>
/// <param name="HasNaN">Whether a NaN was written, which bounds leave out.</param>
public sealed record ColumnStatistics(IReadOnlyList<string> Path, string? Min, string? Max, long? NullCount, bool HasNaN);

/// <summary>A data file that an engine has written into a table's folder and that no commit names yet.</summary>
/// <param name="Path">The path under the table root, decoded, <c>/</c> between folders.</param>
/// <param name="PartitionValues">Partition column to its text in the form Delta serialises, null for null.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="ModifiedAt">When it was written.</param>
/// <param name="Statistics">What the engine knows of it, or null.</param>
public sealed record DataFile(
    string Path,
    IReadOnlyDictionary<string, string?> PartitionValues,
    long SizeBytes,
    DateTimeOffset ModifiedAt,
    FileStatistics? Statistics);
