namespace Lakehouse.Delta.Schema;

/// <summary>A list.</summary>
/// <param name="Element">The element type.</param>
/// <param name="ContainsNull">Whether an element may be null.</param>
public sealed record ArrayType(DataType Element, bool ContainsNull) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => $"{Element.ToSql()}[]";
}
