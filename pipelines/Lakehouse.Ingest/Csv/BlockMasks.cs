using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lakehouse.Ingest.Csv;

/// <summary>Where the bytes that matter stand in a block of 64: bit n is byte n.</summary>
/// <param name="Quotes">Quotes.</param>
/// <param name="Delimiters">Delimiters, also within quotes.</param>
/// <param name="LineFeeds">Line feeds, also within quotes.</param>
/// <param name="CarriageReturns">Carriage returns, also within quotes.</param>
/// <param name="Blanks">Spaces and control characters, line ends among them.</param>
internal readonly record struct BlockMasks(ulong Quotes, ulong Delimiters, ulong LineFeeds, ulong CarriageReturns, ulong Blanks)
{
    /// <summary>Bytes of a block.</summary>
    public const int Size = 64;

    /// <summary>Finds the bytes that matter.</summary>
    /// <param name="block">Exactly <see cref="Size"/> bytes.</param>
    /// <param name="dialect">Which bytes matter.</param>
    /// <returns>The masks.</returns>
    public static BlockMasks Of(ReadOnlySpan<byte> block, CsvDialect dialect)
    {
        Vector256<byte> low = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(block));
        Vector256<byte> high = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(block), (nuint)Vector256<byte>.Count);
        return new BlockMasks(
            Mask(low, high, dialect.Quote),
            Mask(low, high, dialect.Delimiter),
            Mask(low, high, CsvDialect.LineFeed),
            Mask(low, high, CsvDialect.CarriageReturn),
            UpTo(low, high, (byte)' '));
    }

    /// <summary>Which bytes stand within quotes, the opening quote included and the closing one not.</summary>
    /// <param name="isOpenBefore">Whether a quote is open before the block.</param>
    /// <returns>The mask.</returns>
    public ulong Quoted(bool isOpenBefore)
    {
        ulong parity = Quotes;
        parity ^= parity << 1;
        parity ^= parity << 2;
        parity ^= parity << 4;
        parity ^= parity << 8;
        parity ^= parity << 16;
        parity ^= parity << 32;
        return isOpenBefore ? ~parity : parity;
    }

    private static ulong UpTo(Vector256<byte> low, Vector256<byte> high, byte last)
    {
        var all = Vector256.Create(last);
        return Vector256.Equals(Vector256.Min(low, all), low).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(Vector256.Min(high, all), high).ExtractMostSignificantBits() << 32);
    }

    private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte wanted)
    {
        var all = Vector256.Create(wanted);
        return Vector256.Equals(low, all).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(high, all).ExtractMostSignificantBits() << 32);
    }
}
