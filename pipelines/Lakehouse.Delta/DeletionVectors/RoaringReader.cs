using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Reads the bytes of a deletion vector: a 64-bit Roaring bitmap.</summary>
/// <remarks>
/// The format is the portable one of the RoaringFormatSpec, after a magic number. An older one, which has another magic
/// number and the size before each of its 32-bit bitmaps, stands in an example of the protocol and is read too.
/// </remarks>
internal static class RoaringReader
{
    /// <summary>The number before a bitmap in the portable format, little-endian.</summary>
    internal const uint PortableMagic = 1681511377;

    /// <summary>The first number of a 32-bit bitmap without runs.</summary>
    internal const uint NoRuns = 12346;

    /// <summary>The lower half of the first number of a 32-bit bitmap that has runs.</summary>
    internal const uint WithRuns = 12347;

    /// <summary>With runs, as many containers have no list of offsets before them.</summary>
    internal const int FewestWithOffsets = 4;

    private const uint NativeMagic = 1681511376;

    /// <summary>Reads a bitmap.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such bitmap; its message says what is wrong, as the
    /// second half of a sentence.</exception>
    internal static RowPositionSet Read(ReadOnlySpan<byte> bytes)
    {
        ByteCursor cursor = new(bytes);
        ReadOnlySpan<byte> magic = cursor.Take(4);
        Found found = new();
        if (BinaryPrimitives.ReadUInt32LittleEndian(magic) == PortableMagic)
        {
            ReadPortable(ref cursor, found);
        }
        else if (BinaryPrimitives.ReadUInt32BigEndian(magic) == NativeMagic)
        {
            ReadNative(ref cursor, found);
        }
        else
        {
            throw new InvalidDataException(
                $"it begins with the number {BinaryPrimitives.ReadUInt32LittleEndian(magic)}, expected {PortableMagic}"
            );
        }

        return found.ToSet();
    }

    private static void ReadPortable(ref ByteCursor cursor, Found found)
    {
        ulong count = cursor.UInt64();
        for (ulong at = 0; at < count; at++)
        {
            uint high = cursor.UInt32();
            ReadBitmap(ref cursor, high, found);
        }
    }

    private static void ReadNative(ref ByteCursor cursor, Found found)
    {
        uint count = cursor.BigEndianUInt32();
        for (uint high = 0; high < count; high++)
        {
            ByteCursor bitmap = new(cursor.Take(cursor.BigEndianUInt32()));
            ReadBitmap(ref bitmap, high, found);
        }
    }

    private static void ReadBitmap(ref ByteCursor cursor, uint high, Found found)
    {
        uint cookie = cursor.UInt32();
        bool hasRuns = (cookie & 0xFFFF) == WithRuns;
        if (!hasRuns && cookie != NoRuns)
        {
            throw new InvalidDataException($"a bitmap in it begins with the number {cookie}, expected {NoRuns} or {WithRuns}");
        }

        uint count = hasRuns ? (cookie >> 16) + 1 : cursor.UInt32();
        if (count > 65536)
        {
            throw new InvalidDataException($"a bitmap in it has {count} containers, expected 65536 at the most");
        }

        ReadOnlySpan<byte> runs = hasRuns ? cursor.Take((count + 7) / 8) : [];
        ReadOnlySpan<byte> descriptions = cursor.Take(count * 4);
        if (!hasRuns || count >= FewestWithOffsets)
        {
            _ = cursor.Take(count * 4);
        }

        for (int at = 0; at < count; at++)
        {
            ByteCursor description = new(descriptions.Slice(at * 4, 4));
            long block = ((long)high << 16) + description.UInt16();
            int cardinality = description.UInt16() + 1;
            bool isRun = hasRuns && (runs[at >> 3] >> (at & 7) & 1) != 0;
            found.Add(block, ReadContainer(ref cursor, isRun, cardinality), cardinality);
        }
    }

    private static RowContainer ReadContainer(ref ByteCursor cursor, bool isRun, int cardinality)
    {
        if (isRun)
        {
            return ReadRuns(ref cursor);
        }

        if (cardinality > RowContainer.LongestList)
        {
            ulong[] words = new ulong[RowContainer.WordCount];
            for (int at = 0; at < words.Length; at++)
            {
                words[at] = cursor.UInt64();
            }

            return RowContainer.OfWords(words) ?? throw new InvalidDataException("a container in it has no rows");
        }

        ushort[] list = new ushort[cardinality];
        for (int at = 0; at < list.Length; at++)
        {
            list[at] = cursor.UInt16();
            if (at > 0 && list[at] <= list[at - 1])
            {
                throw new InvalidDataException("the rows of a container in it are not in ascending order");
            }
        }

        return RowContainer.OfList(list);
    }

    private static RowContainer ReadRuns(ref ByteCursor cursor)
    {
        ulong[] words = new ulong[RowContainer.WordCount];
        int count = cursor.UInt16();
        for (int at = 0; at < count; at++)
        {
            int start = cursor.UInt16();
            int end = start + cursor.UInt16();
            if (end > ushort.MaxValue)
            {
                throw new InvalidDataException("a run in it passes the end of its container");
            }

            for (int row = start; row <= end; row++)
            {
                words[row >> 6] |= 1UL << (row & 63);
            }
        }

        return RowContainer.OfWords(words) ?? throw new InvalidDataException("a container in it has no rows");
    }

    private sealed class Found
    {
        private readonly List<long> _blocks = [];
        private readonly List<RowContainer> _containers = [];

        internal void Add(long block, RowContainer rows, int cardinality)
        {
            if (_blocks.Count > 0 && block <= _blocks[^1])
            {
                throw new InvalidDataException("its containers are not in ascending order");
            }

            // A row's position is a signed 64-bit number, of which the block has the upper 48 bits.
            if (block >> 47 != 0)
            {
                throw new InvalidDataException("it has rows beyond the 2^63 that a file may have");
            }

            if (rows.Count != cardinality)
            {
                throw new InvalidDataException($"a container in it has {rows.Count} rows and says {cardinality}");
            }

            _blocks.Add(block);
            _containers.Add(rows);
        }

        internal RowPositionSet ToSet() => new([.. _blocks], [.. _containers]);
    }
}
