using Lakehouse.Delta.Schema;

namespace Lakehouse.Transform.Models;

/// <summary>A column of a model's output contract.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type that the runner casts to.</param>
/// <param name="Description">What it holds, or null.</param>
public sealed record ModelColumn(string Name, DataType Type, string? Description);
