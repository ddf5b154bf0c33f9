using Lakehouse.Ingest.Csv;

namespace Lakehouse.Ingest.Json;

/// <summary>Takes the lines of a text file one after another.</summary>
/// <param name="line">The line without its end; valid during the call only.</param>
/// <param name="place">Where it stands.</param>
internal delegate void LineAction(ReadOnlySpan<byte> line, RecordPlace place);
