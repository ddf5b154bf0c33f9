namespace Lakehouse.Delta.Schema;

/// <summary>A field of a <see cref="StructType"/>.</summary>
/// <param name="Name">The logical name, case kept.</param>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">Whether the field may be null.</param>
/// <param name="MetadataJson">The field's metadata as a JSON object, kept as read; null for none.</param>
public sealed record StructField(string Name, DataType Type, bool IsNullable = true, string? MetadataJson = null);
