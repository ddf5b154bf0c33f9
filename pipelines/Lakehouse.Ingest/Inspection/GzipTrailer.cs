using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Tells whether a gzip file is whole. The platform's reader takes a file that was cut off for a shorter one.</summary>
internal static class GzipTrailer
{
    private const int TrailerBytes = 8;

    /// <summary>Compares the file's last eight bytes, checksum and length of its last member, with what it unpacks to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="unpackedBytes">How many bytes it unpacks to.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>False when the file was cut off, or something follows its end.</returns>
    public static bool IsWhole(string path, long unpackedBytes, CancellationToken cancellationToken)
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        using FileStream file = DecodedFile.OpenRaw(path);
        if (file.Length < TrailerBytes)
        {
            return false;
        }

        file.Seek(-TrailerBytes, SeekOrigin.End);
        file.ReadExactly(trailer);
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        if (length == (uint)(unpackedBytes & uint.MaxValue))
        {
            return true;
        }

        // Several members one after another are one file too; the trailer is then that of the last.
        return length <= unpackedBytes && checksum == ChecksumOfLast(path, unpackedBytes - length, cancellationToken);
    }

    private static uint ChecksumOfLast(string path, long skippedBytes, CancellationToken cancellationToken)
    {
        using var unpacked = new GZipStream(DecodedFile.OpenRaw(path), CompressionMode.Decompress);
        byte[] buffer = new byte[81920];
        Crc32 checksum = new();
        for (int read = unpacked.Read(buffer); read > 0; read = unpacked.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            int skipped = (int)Math.Min(skippedBytes, read);
            skippedBytes -= skipped;
            checksum.Append(buffer.AsSpan(skipped, read - skipped));
        }

        return checksum.GetCurrentHashAsUInt32();
    }
}
