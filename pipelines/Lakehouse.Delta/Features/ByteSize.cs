using System.Globalization;

namespace Lakehouse.Delta.Features;

/// <summary>Sizes as table properties write them: <c>104857600</c>, <c>100mb</c>, <c>1 GB</c>; units of 1024.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Shift)[] Units =
    [
        ("KB", 10),
        ("MB", 20),
        ("GB", 30),
        ("TB", 40),
        ("K", 10),
        ("M", 20),
        ("G", 30),
        ("T", 40),
        ("B", 0),
    ];

    /// <summary>Reads a size.</summary>
    /// <returns>The bytes, or null for a text that is no size.</returns>
    internal static long? TryParse(string text)
    {
        string written = text.Trim().ToUpperInvariant();
        (string unit, int shift) = Units.FirstOrDefault(
            known => written.EndsWith(known.Unit, StringComparison.Ordinal),
            (Unit: string.Empty, Shift: 0)
        );
        ReadOnlySpan<char> digits = written.AsSpan(0, written.Length - unit.Length).TrimEnd();
        return
            long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            && count <= long.MaxValue >> shift
            ? count << shift
            : null;
    }
}
