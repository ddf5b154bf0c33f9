using System.Globalization;

namespace Lakehouse.Delta.Schema;

/// <summary>An exact decimal.</summary>
/// <param name="Precision">Digits in all, 1 to 38.</param>
/// <param name="Scale">Digits after the point, 0 to <paramref name="Precision"/>.</param>
public sealed record DecimalType(int Precision, int Scale) : DataType
{
    /// <inheritdoc/>
    public override string ToSql() => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})");
}
