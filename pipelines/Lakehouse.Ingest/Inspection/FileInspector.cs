using System.Security.Cryptography;
using System.Text;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Files;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Reads a file once: hashes its bytes, counts its records, and finds out whether it is what its contract says.</summary>
/// <param name="entity">The contract.</param>
/// <param name="dialect">The contract's dialect.</param>
/// <param name="encoding">The contract's encoding; null for UTF-8.</param>
internal sealed class FileInspector(EntityContract entity, CsvDialect dialect, Encoding? encoding)
{
    /// <summary>Inspects a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told of bytes read; null for none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What was found, or why the file is refused; its hash in both cases.</returns>
    /// <exception cref="IngestException"><c>LH3006</c>: the file cannot be read.</exception>
    public InspectedFile Inspect(LandedFile file, Action<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                FileInspection inspection = InspectContent(file, progress, cancellationToken);
                inspection = inspection with { Sha256 = file.Identity ?? inspection.Sha256 };
                return new InspectedFile(file, inspection.Sha256, inspection, Refusal: null);
            }
            catch (IngestException refusal)
            {
                return new InspectedFile(file, Hash(file), Inspection: null, refusal);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IngestException("LH3006", $"found the file {file.FullPath} not readable: {cause.Message}", "Give this user the right to read it, or check the disk.", cause);
        }
    }

    /// <summary>Hashes a file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>SHA-256, lower case hexadecimal; the identity where the file has one of its own.</returns>
    public static string Hash(LandedFile file)
    {
        if (file.Identity is { } identity)
        {
            return identity;
        }

        using FileStream stream = DecodedFile.OpenRaw(file.FullPath);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private FileInspection InspectContent(LandedFile file, Action<long>? progress, CancellationToken cancellationToken)
    {
        if (file.SizeBytes == 0)
        {
            throw Empty(file);
        }

        byte[] head = Head(file);
        if (entity.Format.Kind == FileKind.Parquet)
        {
            return InspectParquet(file, head, progress, cancellationToken);
        }

        bool isGzip = ContentSniffer.IsGzip(head);
        if (!isGzip && file.RelativePath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            throw new IngestException("LH3014", $"found {file.FullPath} to be no gzip file, though its name ends in .gz.", "Ask the sender for the file again, or rename it without .gz.");
        }

        try
        {
            return InspectText(file, isGzip, progress, cancellationToken);
        }
        catch (InvalidDataException cause)
        {
            throw Damaged(file, cause);
        }
    }

    private FileInspection InspectText(LandedFile file, bool isGzip, Action<long>? progress, CancellationToken cancellationToken)
    {
        ITextScan scan = entity.Format.Kind == FileKind.Csv
            ? new CsvScan(entity, file, dialect, encoding is not null)
            : new Json.NdjsonScan(entity, file);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long decodedBytes = 0;
        bool isPlain = !isGzip && encoding is null;
        (Stream decoded, HashingStream? raw) = isPlain
            ? (DecodedFile.Open(file.FullPath, isGzip: false, encoding: null), null)
            : DecodedFile.OpenHashing(file.FullPath, isGzip, encoding, hash);
        using (decoded)
        {
            void Count(long bytes)
            {
                decodedBytes += bytes;
                progress?.Invoke(bytes);
            }

            ChunkedReading.Run(decoded, scan.Scan, isPlain ? hash : null, Count, cancellationToken);
            raw?.Drain();
        }

        if (isGzip && encoding is null && !GzipTrailer.IsWhole(file.FullPath, decodedBytes, cancellationToken))
        {
            throw Damaged(file, cause: null);
        }

        string sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return scan.Finish(sha256) with { IsGzip = isGzip, Encoding = encoding };
    }

    private FileInspection InspectParquet(
        LandedFile file,
        ReadOnlySpan<byte> head,
        Action<long>? progress,
        CancellationToken cancellationToken)
    {
        if (!ContentSniffer.IsParquet(head))
        {
            throw new IngestException(
                "LH3013",
                $"found {ContentSniffer.WhatElse(head) ?? "text or unknown data"} in {file.FullPath}, expected a Parquet file for {entity.Name}.",
                "Ask the sender for the file again, or correct the format in the source's contract.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream stream = DecodedFile.OpenRaw(file.FullPath);
        ChunkedReading.Run(stream, static (bytes, _) => bytes.Length, hash, progress, cancellationToken);

        // Columns and rows are the engine's to tell.
        return new FileInspection
        {
            File = file,
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
            Kind = FileKind.Parquet,
            Columns = [],
            Counts = default,
        };
    }

    private static byte[] Head(LandedFile file)
    {
        using FileStream stream = DecodedFile.OpenRaw(file.FullPath);
        byte[] head = new byte[ContentSniffer.WindowBytes];
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..read];
    }

    /// <summary>A file without content.</summary>
    internal static IngestException Empty(LandedFile file) => new(
        "LH3010",
        $"found nothing in {file.FullPath}, expected at least a header or a record.",
        "Ask the sender for the file again; a delivery without rows still has its header.");

    private static IngestException Damaged(LandedFile file, Exception? cause) => new(
        "LH3014",
        $"found {file.FullPath} damaged: it does not unpack to its end as gzip.",
        "Ask the sender for the file again; it was probably cut off on its way.",
        cause);
}
