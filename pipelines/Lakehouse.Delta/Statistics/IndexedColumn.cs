using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Statistics;

/// <summary>A column that has statistics, or a struct that holds such columns.</summary>
/// <param name="Name">The physical name.</param>
/// <param name="Path">The physical names from the root to this one; empty for the root.</param>
/// <param name="Type">The type.</param>
/// <param name="Children">The columns of a struct that have statistics; empty for a leaf.</param>
internal sealed record IndexedColumn(
    string Name,
    IReadOnlyList<string> Path,
    DataType Type,
    IReadOnlyList<IndexedColumn> Children
);
