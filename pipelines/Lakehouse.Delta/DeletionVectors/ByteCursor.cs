using System.Buffers.Binary;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>Reads numbers from bytes one after the other.</summary>
/// <remarks>An <see cref="InvalidDataException"/> says that the bytes end too early.</remarks>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    internal int Position { get; private set; }

    /// <summary>How many bytes are left.</summary>
    internal readonly int Left => _bytes.Length - Position;

    internal ReadOnlySpan<byte> Take(long count)
    {
        if (count > Left)
        {
            throw new InvalidDataException($"it ends at byte {_bytes.Length}, where {count - Left} more are needed");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    internal uint BigEndianUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
}
