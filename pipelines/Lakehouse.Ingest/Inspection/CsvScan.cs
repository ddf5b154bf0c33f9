using Lakehouse.Ingest.Csv;
using Lakehouse.Ingest.Files;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Inspection;

/// <summary>Inspects delimited text.</summary>
/// <param name="entity">The contract.</param>
/// <param name="file">The file.</param>
/// <param name="dialect">Its dialect.</param>
/// <param name="isConverted">Whether it was in another encoding than UTF-8.</param>
internal sealed class CsvScan(EntityContract entity, LandedFile file, CsvDialect dialect, bool isConverted) : ITextScan
{
    private CsvHeader? _header;
    private RecordScanner? _scanner;
    private PlainFields? _fields;

    /// <inheritdoc/>
    public int Scan(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        int position = 0;
        if (_scanner is null)
        {
            TextContent.Check(bytes, file, "delimited text");
            _header = CsvHeader.Read(bytes, isFinal, dialect, file.FullPath);
            if (_header is null)
            {
                return isFinal ? throw FileInspector.Empty(file) : bytes.Length;
            }

            _fields = PlainColumns.Of(entity, _header.Names, dialect);
            _scanner = new RecordScanner(_header.Dialect, _header.Names.Count, sink: null)
            {
                ReplacementIsFault = isConverted,
                PlainFields = _fields,
            };
            _scanner.StartAt(_header.Line, _header.Offset);
            position = (int)_header.Offset;
        }

        return position + _scanner.Scan(bytes[position..], isFinal);
    }

    /// <inheritdoc/>
    public FileInspection Finish(string sha256)
    {
        if (_header is null || _scanner is null)
        {
            throw FileInspector.Empty(file);
        }

        RecordCounts counts = _scanner.Counts;
        long returns = counts.CarriageReturnEnds + (_header.EndsInCarriageReturn ? 1 : 0);
        long feeds = counts.LineFeedEnds + (_header.EndsInCarriageReturn ? 0 : 1);
        bool isOrdinary = _header.IsOneFirstLine
            && _header.Dialect.LineEnd == CsvDialect.LineFeed
            && (returns == 0 || feeds == 0)
            && counts is { Faults: 0, BlankLines: 0 };
        return new FileInspection
        {
            File = file,
            Sha256 = sha256,
            Kind = FileKind.Csv,
            Columns = _header.Names,
            Header = _header,
            Counts = counts,
            NeedsPreparation = isConverted || !isOrdinary,
            PlainColumns = [.. _header.Names.Select((_, column) => PlainColumns.IsPlain(entity, _fields!, column))], // why: it is made with the scanner.
            HasUniqueKeys = _fields!.KeysRise && !counts.MayHaveLeadingBlanks, // why: see above.
        };
    }
}
