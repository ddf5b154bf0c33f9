namespace Lakehouse.Delta.Text;

/// <summary>
/// Orders strings as their UTF-8 bytes order, which is the order of code points and not that of UTF-16 units.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    /// <summary>The order as a comparer; null comes first.</summary>
    internal static readonly Utf8Order Comparer = new();

    private Utf8Order() { }

    /// <summary>Compares two strings.</summary>
    internal static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    /// <inheritdoc/>
    int IComparer<string>.Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        return Compare(x, y);
    }

    // Surrogates stand for code points above U+FFFF but have smaller values than U+E000 to U+FFFF: lift them above.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
