namespace Lakehouse.Transform.Definitions;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line at which it starts, from 1.</param>
/// <param name="Fields">The fields; null for an empty one without quotes.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string?> Fields);
