using System.Buffers;
using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Writes the bytes of a deletion vector, each container in the form that takes the least room.</summary>
internal static class RoaringWriter
{
    /// <summary>Writes a set in the portable format, its magic number first.</summary>
    internal static byte[] Write(RowPositionSet rows)
    {
        IGrouping<uint, (long Block, RowContainer Rows)>[] bitmaps =
        [
            .. rows.Blocks.GroupBy(entry => (uint)(entry.Block >> 16)),
        ];
        ArrayBufferWriter<byte> buffer = new();
        WriteUInt32(buffer, RoaringReader.PortableMagic);
        BinaryPrimitives.WriteUInt64LittleEndian(Room(buffer, 8), (ulong)bitmaps.Length);
        foreach (IGrouping<uint, (long Block, RowContainer Rows)> bitmap in bitmaps)
        {
            WriteUInt32(buffer, bitmap.Key);
            WriteBitmap(buffer, [.. bitmap.Select(entry => Form.Of((ushort)(entry.Block & 0xFFFF), entry.Rows))]);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBitmap(ArrayBufferWriter<byte> buffer, Form[] containers)
    {
        int start = buffer.WrittenCount;
        bool hasRuns = containers.Any(container => container.Runs is not null);
        if (hasRuns)
        {
            WriteUInt32(buffer, RoaringReader.WithRuns | ((uint)(containers.Length - 1) << 16));
            Span<byte> flags = Room(buffer, (containers.Length + 7) / 8);
            foreach ((int at, _) in containers.Index().Where(entry => entry.Item.Runs is not null))
            {
                flags[at >> 3] |= (byte)(1 << (at & 7));
            }
        }
        else
        {
            WriteUInt32(buffer, RoaringReader.NoRuns);
            WriteUInt32(buffer, (uint)containers.Length);
        }

        foreach (Form container in containers)
        {
            WriteUInt16(buffer, container.Key);
            WriteUInt16(buffer, (ushort)(container.Rows.Count - 1));
        }

        if (!hasRuns || containers.Length >= RoaringReader.FewestWithOffsets)
        {
            int offset = buffer.WrittenCount - start + (containers.Length * 4);
            foreach (Form container in containers)
            {
                WriteUInt32(buffer, (uint)offset);
                offset += container.SizeInBytes;
            }
        }

        foreach (Form container in containers)
        {
            WriteContainer(buffer, container);
        }
    }

    private static void WriteContainer(ArrayBufferWriter<byte> buffer, Form container)
    {
        if (container.Runs is { } runs)
        {
            WriteUInt16(buffer, (ushort)runs.Length);
            foreach ((ushort start, ushort following) in runs)
            {
                WriteUInt16(buffer, start);
                WriteUInt16(buffer, following);
            }
        }
        else if (container.Rows.List is { } list)
        {
            foreach (ushort row in list)
            {
                WriteUInt16(buffer, row);
            }
        }
        else
        {
            foreach (ulong word in container.Rows.Words!) // It is no list.
            {
                BinaryPrimitives.WriteUInt64LittleEndian(Room(buffer, 8), word);
            }
        }
    }

    private static void WriteUInt16(ArrayBufferWriter<byte> buffer, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(Room(buffer, 2), value);

    private static void WriteUInt32(ArrayBufferWriter<byte> buffer, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(Room(buffer, 4), value);

    private static Span<byte> Room(ArrayBufferWriter<byte> buffer, int count)
    {
        Span<byte> room = buffer.GetSpan(count)[..count];
        room.Clear();
        buffer.Advance(count);
        return room;
    }

    private readonly record struct Form(
        ushort Key,
        RowContainer Rows,
        (ushort Start, ushort Following)[]? Runs,
        int SizeInBytes
    )
    {
        internal static Form Of(ushort key, RowContainer rows)
        {
            int plain = rows.List is { } list ? list.Length * 2 : RowContainer.WordCount * 8;
            (ushort, ushort)[] runs = [.. rows.Runs()];
            int asRuns = 2 + (runs.Length * 4);
            return asRuns < plain ? new Form(key, rows, runs, asRuns) : new Form(key, rows, null, plain);
        }
    }
}
