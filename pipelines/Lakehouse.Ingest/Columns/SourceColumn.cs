using Lakehouse.Delta.Schema;

namespace Lakehouse.Ingest.Columns;

/// <summary>A column of a file.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="Role">What becomes of it.</param>
/// <param name="Target">The table's column that takes it; null where none does.</param>
/// <param name="Type">The contracted type; null where the contract does not name it.</param>
internal sealed record SourceColumn(int Index, string Name, ColumnRole Role, string? Target, DataType? Type = null);
