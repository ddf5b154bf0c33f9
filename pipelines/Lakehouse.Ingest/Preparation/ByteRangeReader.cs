namespace Lakehouse.Ingest.Preparation;

/// <summary>Reads parts of a stream, each behind the one before.</summary>
/// <param name="stream">The stream, at its beginning.</param>
internal sealed class ByteRangeReader(Stream stream)
{
    private long _position;

    /// <summary>Reads a part.</summary>
    /// <param name="offset">Where it begins; not before the end of the part read last.</param>
    /// <param name="length">Its bytes.</param>
    /// <returns>The bytes; fewer where the stream ends.</returns>
    public byte[] Read(long offset, int length)
    {
        Skip(stream, offset - _position);
        byte[] bytes = new byte[length];
        int read = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        _position = offset + read;
        return bytes[..read];
    }

    /// <summary>Passes over bytes.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="count">How many.</param>
    public static void Skip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            stream.Seek(count, SeekOrigin.Current);
            return;
        }

        byte[] buffer = new byte[81920];
        while (count > 0)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            if (read == 0)
            {
                return;
            }

            count -= read;
        }
    }
}
