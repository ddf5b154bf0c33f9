using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Files;
using Lakehouse.Ingest.Inspection;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Json;

/// <summary>Inspects newline-delimited JSON.</summary>
internal sealed class NdjsonScan : ITextScan
{
    private readonly LandedFile _file;
    private readonly JsonColumns _columns = new();
    private readonly JsonLine _line;
    private readonly LineSplitter _splitter;
    private RecordCounts _counts;
    private bool _isFirst = true;

    /// <summary>Prepares an inspection.</summary>
    /// <param name="entity">The contract.</param>
    /// <param name="file">The file.</param>
    public NdjsonScan(EntityContract entity, LandedFile file)
    {
        _file = file;
        Entity = entity;
        _line = new JsonLine(_columns);
        _splitter = new LineSplitter(Count);
    }

    private EntityContract Entity { get; }

    /// <inheritdoc/>
    public int Scan(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        if (_isFirst)
        {
            TextContent.Check(bytes, _file, $"one JSON object a line for {Entity.Name}");
            _isFirst = false;
        }

        return _splitter.Scan(bytes, isFinal);
    }

    /// <inheritdoc/>
    public FileInspection Finish(string sha256) => _counts.Records == 0
        ? throw FileInspector.Empty(_file)
        : new FileInspection
        {
            File = _file,
            Sha256 = sha256,
            Kind = FileKind.Ndjson,
            Columns = _columns.Confirmed,
            Counts = _counts,
            NeedsPreparation = true,
        };

    private void Count(ReadOnlySpan<byte> line, RecordPlace place)
    {
        _counts.Records++;
        RecordFault fault = _line.Read(line);
        if (fault != RecordFault.None)
        {
            _counts.Faults++;
            _counts.FirstFault ??= new FaultAt(fault, place);
        }
    }
}
