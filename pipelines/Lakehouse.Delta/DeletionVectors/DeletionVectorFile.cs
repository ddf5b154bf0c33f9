using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace Lakehouse.Delta.DeletionVectors;

/// <summary>
/// The format of a file of deletion vectors: a version byte, then for each vector its size, its bytes and their
/// CRC-32, numbers big-endian.
/// </summary>
internal static class DeletionVectorFile
{
    private const byte FormatVersion = 1;
    private const int NumberLength = 4;

    /// <summary>Writes a file.</summary>
    /// <param name="vectors">The vectors, in the order that they stand in the file.</param>
    /// <returns>The bytes, and for each vector its offset and its size.</returns>
    internal static (byte[] Content, IReadOnlyList<(int Offset, int SizeInBytes)> Places) Write(
        IEnumerable<RowPositionSet> vectors
    )
    {
        ArrayBufferWriter<byte> buffer = new();
        buffer.Write([FormatVersion]);
        List<(int Offset, int SizeInBytes)> places = [];
        byte[] number = new byte[NumberLength];
        foreach (byte[] data in vectors.Select(RoaringWriter.Write))
        {
            places.Add((buffer.WrittenCount, data.Length));
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            buffer.Write(number);
            buffer.Write(data);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(data));
            buffer.Write(number);
        }

        return (buffer.WrittenSpan.ToArray(), places);
    }

    /// <summary>Takes the bytes of one vector from a file's.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message is the second half of a
    /// sentence.</exception>
    internal static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> content, int? offset, int sizeInBytes)
    {
        if (content is not [FormatVersion, ..])
        {
            throw new InvalidDataException(
                content.IsEmpty ? "it is empty" : $"it has the format version {content[0]}, expected {FormatVersion}"
            );
        }

        // A vector that says no offset is the first one, behind the version byte.
        ByteCursor cursor = new(content);
        _ = cursor.Take(offset ?? 1);
        uint size = cursor.BigEndianUInt32();
        if (size != sizeInBytes)
        {
            throw new InvalidDataException($"it has a vector of {size} bytes there, expected {sizeInBytes}");
        }

        ReadOnlySpan<byte> data = cursor.Take(size);
        uint checksum = cursor.BigEndianUInt32();
        uint found = Crc32.HashToUInt32(data);
        return checksum == found
            ? data
            : throw new InvalidDataException($"the checksum of its bytes is {found:x8}, expected {checksum:x8}");
    }}
