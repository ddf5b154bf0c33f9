namespace Lakehouse.Delta.Statistics;

/// <summary>What the writer of a data file knows about it.</summary>
/// <param name="RowCount">Rows in the file.</param>
/// <param name="Columns">Leaf columns by path, the physical names joined by nothing: one element a level.</param>
public sealed record FileStatistics(long RowCount, IReadOnlyList<ColumnStatistics> Columns);
