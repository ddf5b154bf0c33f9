namespace Lakehouse.Delta.Schema;

/// <summary>A map.</summary>
/// <param name="Key">The key type.</param>
/// <param name="Value">The value type.</param>
/// <param name="ValueContainsNull">Whether a value may be null.</param>
public sealed record MapType(DataType Key, DataType Value, bool ValueContainsNull) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => $"map({Key.ToSql()}, {Value.ToSql()})";
}
