using Lakehouse.Delta.Schema;

namespace Lakehouse.Project;

/// <summary>A contracted column.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Type">The type that every value must have.</param>
/// <param name="IsRequired">Whether a row without a value is quarantined.</param>
/// <param name="Description">What it holds, or null.</param>
public sealed record ColumnContract(string Name, DataType Type, bool IsRequired = false, string? Description = null);
