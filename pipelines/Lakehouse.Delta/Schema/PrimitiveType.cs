namespace Lakehouse.Delta.Schema;

/// <summary>A primitive type without parameters.</summary>
/// <param name="Kind">What it holds.</param>
public sealed record PrimitiveType(PrimitiveKind Kind) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => TypeText.SqlName(Kind);
}
