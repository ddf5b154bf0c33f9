namespace Lakehouse.Ingest.Inspection;

/// <summary>Looks at the next bytes of a file.</summary>
/// <param name="bytes">The bytes from the first unfinished record on.</param>
/// <param name="isFinal">Whether the file ends after them.</param>
/// <returns>How many of them are finished.</returns>
internal delegate int ChunkScan(ReadOnlySpan<byte> bytes, bool isFinal);
