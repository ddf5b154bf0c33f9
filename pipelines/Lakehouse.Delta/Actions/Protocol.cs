namespace Lakehouse.Delta.Actions;

/// <summary>What a reader and a writer must understand.</summary>
/// <param name="MinReaderVersion">The reader version.</param>
/// <param name="MinWriterVersion">The writer version.</param>
/// <param name="ReaderFeatures">The reader features at version 3, otherwise empty.</param>
/// <param name="WriterFeatures">The writer features at version 7, otherwise empty.</param>
public sealed record Protocol(
    int MinReaderVersion,
    int MinWriterVersion,
    IReadOnlySet<string> ReaderFeatures,
    IReadOnlySet<string> WriterFeatures
);
