using System.Globalization;

namespace Lakehouse.Delta.Features;

/// <summary>Sizes as table properties write them: <c>268435456</c>, <c>256mb</c>, <c>1g</c>.</summary>
internal static class ByteSize
{
    /// <summary>Reads a size.</summary>
    /// <returns>Bytes, or -1 for a text that is no size.</returns>
    internal static long TryParse(string text)
    {
        string trimmed = text.Trim().ToUpperInvariant();
        string digits = new([.. trimmed.TakeWhile(char.IsAsciiDigit)]);
        int shift = trimmed[digits.Length..].Trim() switch
        {
            "" or "B" => 0,
            "K" or "KB" or "KIB" => 10,
            "M" or "MB" or "MIB" => 20,
            "G" or "GB" or "GIB" => 30,
            "T" or "TB" or "TIB" => 40,
            _ => -1,
        };
        return
            shift >= 0
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            && count <= long.MaxValue >> shift
            ? count << shift
            : -1;
    }
}
