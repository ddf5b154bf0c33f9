namespace Lakehouse.Ingest.Inspection;

/// <summary>Inspects a text file piece by piece.</summary>
internal interface ITextScan
{
    /// <inheritdoc cref="ChunkScan"/>
    int Scan(ReadOnlySpan<byte> bytes, bool isFinal);

    /// <summary>Says what was found, after the last piece.</summary>
    /// <param name="sha256">The hash of the file's bytes.</param>
    /// <returns>The findings.</returns>
    FileInspection Finish(string sha256);
}
