using System.Globalization;
using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Inspection;
using Lakehouse.Ingest.Json;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Preparation;

/// <summary>Makes the copies that the engine reads in place of files.</summary>
/// <param name="folder">Where they go: a folder of this run alone.</param>
internal sealed class FilePreparation(string folder)
{
    private int _count;

    /// <summary>Makes the copy of a text file.</summary>
    /// <param name="inspection">The file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="IngestException"><c>LH3031</c>: the file is not the one that was inspected.</exception>
    public PreparedFile Prepare(FileInspection inspection, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string name = string.Create(CultureInfo.InvariantCulture, $"{_count++:00000}");
        var prepared = new PreparedFile(Path.Combine(folder, name + ".csv"), Path.Combine(folder, name + ".rejects.csv"));
        using (var output = new CsvOutput(prepared.Path))
        using (var rejects = new RejectsFile(prepared.RejectsPath))
        using (Stream decoded = inspection.OpenDecoded())
        {
            ChunkedReading.Run(decoded, Scan(inspection, output, rejects, decoded), hash: null, progress: null, cancellationToken);
        }

        if (inspection.File.HasChanged())
        {
            throw Changed(inspection);
        }

        return prepared;
    }

    /// <summary>A file that somebody writes while it is landed.</summary>
    internal static IngestException Changed(FileInspection inspection) => new(
        "LH3031",
        $"found {inspection.File.FullPath} changed while it was landed.",
        "Let the sender write files under another name and rename them when they are whole; the next run lands it.");

    private static ChunkScan Scan(FileInspection inspection, CsvOutput output, RejectsFile rejects, Stream decoded)
    {
        if (inspection.Kind == FileKind.Ndjson)
        {
            return new LineSplitter(new NdjsonPreparation(inspection.Columns, output, rejects).Accept).Scan;
        }

        CsvHeader header = inspection.Header!; // why: every inspection of CSV has read a header.
        var sink = new CsvPreparation(header.Dialect.Quote, header.Names.Count, output, rejects);
        var scanner = new RecordScanner(header.Dialect, header.Names.Count, sink) { ReplacementIsFault = inspection.Encoding is not null };
        scanner.StartAt(header.Line, header.Offset);
        ByteRangeReader.Skip(decoded, header.Offset);
        return scanner.Scan;
    }
}
