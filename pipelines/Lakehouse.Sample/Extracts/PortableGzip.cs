using System.Buffers.Binary;

namespace Lakehouse.Sample.Extracts;

/// <summary>Compresses to gzip (RFC 1952) with no name, no time, and the same bytes on every machine.</summary>
/// <remarks>
/// The runtime's own compressor is zlib-ng, whose output depends on its version and on the processor. This one writes
/// fixed Huffman codes (RFC 1951, 3.2.6) over matches found through a table of three-byte hashes.
/// </remarks>
internal sealed class PortableGzip
{
    private const int HashBits = 15;
    private const int LongestMatch = 258;
    private const int FarthestMatch = 32_768;

    // Remembering the first places of a long match finds the next one nearly as well as remembering all.
    private const int RememberedInMatch = 24;

    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] LengthExtra =
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly int[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ];

    private static readonly uint[] CrcTable = MakeCrcTable();
    private static readonly (uint Code, int Count)[] SymbolCodes = [.. Enumerable.Range(0, 288).Select(FixedCode)];

    private readonly byte[] _output;
    private int _length;
    private ulong _bits;
    private int _bitCount;

    // Fixed codes take at most nine bits a byte, so that twice the input always suffices.
    private PortableGzip(int inputLength) => _output = new byte[(inputLength * 2) + 64];

    /// <summary>Compresses.</summary>
    /// <param name="input">What to compress.</param>
    /// <returns>A gzip file.</returns>
    public static byte[] Compress(ReadOnlySpan<byte> input)
    {
        PortableGzip gzip = new(input.Length);
        gzip.Append([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
        gzip.WriteBits(value: 0b011, count: 3);
        gzip.WriteMatches(input);
        gzip.WriteSymbol(256);
        gzip.FlushBits();
        Span<byte> tail = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Crc(input));
        BinaryPrimitives.WriteUInt32LittleEndian(tail[4..], (uint)input.Length);
        gzip.Append(tail);
        return gzip._output[..gzip._length];
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }

            table[i] = value;
        }

        return table;
    }

    private static (uint Code, int Count) FixedCode(int symbol) => symbol switch
    {
        < 144 => (Reversed((uint)(0x30 + symbol), 8), 8),
        < 256 => (Reversed((uint)(0x190 + symbol - 144), 9), 9),
        < 280 => (Reversed((uint)(symbol - 256), 7), 7),
        _ => (Reversed((uint)(0xC0 + symbol - 280), 8), 8),
    };

    // Huffman codes go out with their highest bit first, everything else with the lowest.
    private static uint Reversed(uint code, int count)
    {
        uint reversed = 0;
        for (int i = 0; i < count; i++)
        {
            reversed = (reversed << 1) | ((code >> i) & 1);
        }

        return reversed;
    }

    private static uint Crc(ReadOnlySpan<byte> input)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in input)
        {
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static int HashAt(ReadOnlySpan<byte> input, int position)
    {
        unchecked
        {
            uint three = input[position] | ((uint)input[position + 1] << 8) | ((uint)input[position + 2] << 16);
            return (int)((three * 0x9E3779B1) >> (32 - HashBits));
        }
    }

    private static int MatchLength(ReadOnlySpan<byte> input, int earlier, int position)
    {
        int most = Math.Min(LongestMatch, input.Length - position);
        return input.Slice(earlier, most).CommonPrefixLength(input.Slice(position, most));
    }

    private void WriteMatches(ReadOnlySpan<byte> input)
    {
        int[] latest = new int[1 << HashBits];
        Array.Fill(latest, -1);
        int position = 0;
        while (position < input.Length)
        {
            int length = 0;
            int distance = 0;
            if (position + 3 <= input.Length)
            {
                int hash = HashAt(input, position);
                int earlier = latest[hash];
                latest[hash] = position;
                if (earlier >= 0 && position - earlier <= FarthestMatch)
                {
                    length = MatchLength(input, earlier, position);
                    distance = position - earlier;
                }
            }

            if (length < 4)
            {
                WriteSymbol(input[position]);
                position++;
                continue;
            }

            WriteMatch(length, distance);
            Remember(input, latest, position + 1, position + Math.Min(length, RememberedInMatch));
            position += length;
        }
    }

    private static void Remember(ReadOnlySpan<byte> input, int[] latest, int from, int to)
    {
        for (int i = from; i < to && i + 3 <= input.Length; i++)
        {
            latest[HashAt(input, i)] = i;
        }
    }

    private void WriteMatch(int length, int distance)
    {
        int lengthCode = CodeOf(LengthBase, length);
        WriteSymbol(257 + lengthCode);
        WriteBits((uint)(length - LengthBase[lengthCode]), LengthExtra[lengthCode]);
        int distanceCode = CodeOf(DistanceBase, distance);
        WriteBits(Reversed((uint)distanceCode, 5), 5);
        WriteBits((uint)(distance - DistanceBase[distanceCode]), Math.Max(0, (distanceCode / 2) - 1));
    }

    private static int CodeOf(int[] bases, int value)
    {
        int found = Array.BinarySearch(bases, value);
        return found >= 0 ? found : ~found - 1;
    }

    private void WriteSymbol(int symbol)
    {
        (uint code, int count) = SymbolCodes[symbol];
        WriteBits(code, count);
    }

    private void WriteBits(uint value, int count)
    {
        _bits |= (ulong)value << _bitCount;
        _bitCount += count;
        while (_bitCount >= 8)
        {
            _output[_length++] = (byte)(_bits & 0xFF);
            _bits >>= 8;
            _bitCount -= 8;
        }
    }

    private void FlushBits()
    {
        if (_bitCount > 0)
        {
            _output[_length++] = (byte)(_bits & 0xFF);
            _bits = 0;
            _bitCount = 0;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_output.AsSpan(_length));
        _length += bytes.Length;
    }
}
