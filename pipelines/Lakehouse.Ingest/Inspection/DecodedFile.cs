using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Opens a text file as UTF-8: unpacked where it is packed, converted where it is in another encoding.</summary>
internal static class DecodedFile
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isGzip">Whether it is packed.</param>
    /// <param name="encoding">Its encoding; null for UTF-8.</param>
    /// <returns>The stream; it can seek when the file is plain UTF-8.</returns>
    public static Stream Open(string path, bool isGzip, Encoding? encoding) => Decode(OpenRaw(path), isGzip, encoding);

    /// <summary>Opens a file and hashes its bytes as they are read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isGzip">Whether it is packed.</param>
    /// <param name="encoding">Its encoding; null for UTF-8.</param>
    /// <param name="hash">Takes the file's own bytes.</param>
    /// <returns>The decoded stream, and the stream of the file's own bytes beneath it.</returns>
    public static (Stream Decoded, HashingStream Raw) OpenHashing(string path, bool isGzip, Encoding? encoding, IncrementalHash hash)
    {
        var raw = new HashingStream(OpenRaw(path), hash);
        return (Decode(raw, isGzip, encoding), raw);
    }

    /// <summary>Opens a file's own bytes.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The stream.</returns>
    public static FileStream OpenRaw(string path) => new(
        path,
        new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });

    private static Stream Decode(Stream raw, bool isGzip, Encoding? encoding)
    {
        Stream unpacked = isGzip ? new GZipStream(new BufferedStream(raw, BufferBytes), CompressionMode.Decompress) : raw;
        if (encoding is null)
        {
            return unpacked;
        }

        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Encoding.CreateTranscodingStream(new BufferedStream(unpacked, BufferBytes), encoding, utf8);
    }
}
