using System.Security.Cryptography;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Reads a stream in large pieces, each beginning where the scan of the one before stopped.</summary>
internal static class ChunkedReading
{
    private const int ChunkBytes = 4 * 1024 * 1024;
    private const int ParallelFromBytes = 256 * 1024;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="scan">Looks at the bytes.</param>
    /// <param name="hash">Takes the bytes too, beside the scan on another core; null when nobody hashes these bytes.</param>
    /// <param name="progress">Told of the bytes read since it was last told; null for none.</param>
    /// <param name="cancellationToken">Stops the reading between two pieces.</param>
    public static void Run(
        Stream stream,
        ChunkScan scan,
        IncrementalHash? hash,
        Action<long>? progress,
        CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[ChunkBytes];
        int filled = 0;
        bool isFinal = false;
        while (!isFinal)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            isFinal = filled + read < buffer.Length;
            int consumed = ScanAndHash(buffer, filled, read, scan, isFinal, hash);
            filled += read - consumed;
            buffer.AsSpan(consumed, filled).CopyTo(buffer);
            progress?.Invoke(read);
        }
    }

    private static int ScanAndHash(byte[] buffer, int filled, int read, ChunkScan scan, bool isFinal, IncrementalHash? hash)
    {
        if (hash is null || read < ParallelFromBytes)
        {
            hash?.AppendData(buffer.AsSpan(filled, read));
            return scan(buffer.AsSpan(0, filled + read), isFinal);
        }

        int consumed = 0;
        IngestException? refusal = null;
        Parallel.Invoke(
            () => hash.AppendData(buffer.AsSpan(filled, read)),
            () =>
            {
                try
                {
                    consumed = scan(buffer.AsSpan(0, filled + read), isFinal);
                }
                catch (IngestException cause)
                {
                    refusal = cause;
                }
            });
        return refusal is null ? consumed : throw refusal;
    }
}
