using Lakehouse.Ingest.Csv;

namespace Lakehouse.Ingest.Json;

/// <summary>Splits text into lines; lines of blanks are passed over.</summary>
/// <param name="action">Takes every line.</param>
internal sealed class LineSplitter(LineAction action)
{
    private long _line = 1;
    private long _offset;
    private bool _isInsideOverlongLine;

    /// <inheritdoc cref="Inspection.ChunkScan"/>
    public int Scan(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        int position = 0;
        if (_offset == 0 && bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            position = 3;
        }

        while (position < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[position..];
            int end = rest.IndexOf(CsvDialect.LineFeed);
            if (end < 0 && !isFinal && rest.Length <= RecordSyntax.MaxRecordBytes)
            {
                break;
            }

            int length = end < 0 ? rest.Length : end;
            Take(rest[..length], _offset + position);
            _isInsideOverlongLine = end < 0 && !isFinal;
            _line += end < 0 ? 0 : 1;
            position += end < 0 ? length : length + 1;
        }

        _offset += position;
        return position;
    }

    // What follows the first part of a line that is too long belongs to that part, which was refused.
    private void Take(ReadOnlySpan<byte> bytes, long offset)
    {
        ReadOnlySpan<byte> line = bytes.TrimEnd((byte)'\r');
        if (!_isInsideOverlongLine && line.ContainsAnyExcept(" \t\r"u8))
        {
            action(line, new RecordPlace(_line, offset, line.Length));
        }
    }
}
