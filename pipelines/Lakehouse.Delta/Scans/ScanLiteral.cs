namespace Lakehouse.Delta.Scans;

/// <summary>A literal that a column is compared with.</summary>
/// <remarks>
/// Where an engine rounds a literal to the column's type in a way that cannot be told to the last bit, the two ends
/// differ: the literal is then one of the values from <paramref name="Low"/> to <paramref name="High"/>.
/// </remarks>
/// <param name="Low">The least value that it may be.</param>
/// <param name="High">The greatest value that it may be.</param>
public sealed record ScanLiteral(ScanValue Low, ScanValue High)
{
    /// <summary>A literal that is exactly one value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The literal.</returns>
    public static ScanLiteral Of(ScanValue value) => new(value, value);

    /// <summary>The value, or null where it may be one of several.</summary>
    public ScanValue? Exact => ScanValue.Compare(Low, High) == 0 ? Low : null;
}
