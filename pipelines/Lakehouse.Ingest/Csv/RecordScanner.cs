using System.Text.Unicode;

namespace Lakehouse.Ingest.Csv;

/// <summary>Splits delimited UTF-8 text into records: counts them, or hands each to a sink.</summary>
/// <remarks>Without a sink, regular records are counted in blocks; only the others are looked at one by one.</remarks>
/// <param name="dialect">The dialect.</param>
/// <param name="fieldCount">How many fields a record has.</param>
/// <param name="sink">Takes every record; null: they are only counted.</param>
internal sealed class RecordScanner(CsvDialect dialect, int fieldCount, IRecordSink? sink)
{
    private readonly RecordSyntax _syntax = new(dialect);
    private readonly List<Range> _fields = [];
    private RecordCounts _counts = new() { Line = 1 };
    private readonly int[] _delimiterPlaces = new int[Math.Max(fieldCount - 1, 0)];
    private bool _isInsideOverlongLine;

    /// <summary>Looks at the fields of every record without a fault; null for nobody.</summary>
    public PlainFields? PlainFields { get; init; }

    /// <summary>
    /// Whether U+FFFD is a fault: text that was decoded from another encoding has it where bytes were none of its
    /// characters.
    /// </summary>
    public bool ReplacementIsFault { get; init; }

    /// <summary>What was counted so far.</summary>
    public RecordCounts Counts => _counts;

    /// <summary>Continues behind a part of the file that was read otherwise.</summary>
    /// <param name="line">The line on which the next record begins.</param>
    /// <param name="offset">The bytes before it.</param>
    public void StartAt(long line, long offset)
    {
        _counts.Line = line;
        _counts.Offset = offset;
    }

    /// <summary>Scans the next bytes.</summary>
    /// <param name="bytes">The bytes from the first unfinished record on.</param>
    /// <param name="isFinal">Whether the file ends after them.</param>
    /// <returns>How many bytes the finished records take; the caller gives the rest again with what follows.</returns>
    public int Scan(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        RecordCounts before = _counts;
        bool wasInside = _isInsideOverlongLine;
        bool isCareful = sink is not null || dialect.LineEnd != CsvDialect.LineFeed;
        int consumed = ScanRecords(bytes, isFinal, isCareful);
        if (!isCareful && !IsPlain(bytes[..consumed]))
        {
            _counts = before;
            _isInsideOverlongLine = wasInside;
            consumed = ScanRecords(bytes, isFinal, isCareful: true);
        }

        return consumed;
    }

    private int ScanRecords(ReadOnlySpan<byte> bytes, bool isFinal, bool isCareful)
    {
        int position = SkipOverlongLine(bytes, isFinal);
        int counted = position;
        while (position < bytes.Length)
        {
            if (!isCareful)
            {
                position = CountRegular(bytes, position);
                if (position == bytes.Length)
                {
                    break;
                }
            }

            RecordShape shape = _syntax.Read(bytes[position..], isFinal, sink is null && PlainFields is null ? null : _fields);
            if (shape.Length == 0)
            {
                break;
            }

            Pass(bytes[counted..position]);
            counted = position;
            Take(bytes.Slice(position, shape.Length), shape, isCareful);
            position += shape.Length;
        }

        Pass(bytes[counted..position]);
        return position;
    }

    private int CountRegular(ReadOnlySpan<byte> bytes, int position)
    {
        var run = new RegularRun(bytes, position, dialect, PlainFields, _delimiterPlaces);
        run.Run();
        _counts.Records += run.RecordCount;
        _counts.CarriageReturnEnds += run.CarriageReturnCount;
        _counts.LineFeedEnds += run.RecordCount - run.CarriageReturnCount;
        _counts.MayHaveLeadingBlanks |= run.HasLeadingBlanks;
        return run.RecordStart;
    }

    private void Take(ReadOnlySpan<byte> bytes, RecordShape shape, bool isCareful)
    {
        ReadOnlySpan<byte> record = bytes[..shape.ContentLength];
        if (bytes[^1] != dialect.LineEnd && shape.Fault != RecordFault.None && bytes.Length > RecordSyntax.MaxRecordBytes)
        {
            _isInsideOverlongLine = true;
        }

        CountLineEnd(bytes.Length - shape.ContentLength);
        if (shape.IsBlank)
        {
            _counts.BlankLines++;
            return;
        }

        RecordFault fault = Fault(record, shape, isCareful);
        var place = new RecordPlace(_counts.Line, _counts.Offset, shape.ContentLength);
        _counts.Records++;
        _counts.MayHaveLeadingBlanks = true;
        if (fault != RecordFault.None)
        {
            _counts.Faults++;
            _counts.FirstFault ??= new FaultAt(fault, place);
        }

        else
        {
            LookAtFields(record);
        }

        sink?.Accept(record, place, fault, _fields);
    }

    private void LookAtFields(ReadOnlySpan<byte> record)
    {
        for (int column = 0; column < _fields.Count && PlainFields is not null; column++)
        {
            if (PlainFields.Watched[column])
            {
                PlainFields.Look(record[_fields[column]], column);
            }
        }
    }

    private RecordFault Fault(ReadOnlySpan<byte> record, RecordShape shape, bool isCareful)
    {
        if (isCareful && ContentFault(record) is var content && content != RecordFault.None)
        {
            return content;
        }

        return shape.Fault != RecordFault.None ? shape.Fault
            : shape.FieldCount < fieldCount ? RecordFault.TooFewFields
            : shape.FieldCount > fieldCount ? RecordFault.TooManyFields
            : RecordFault.None;
    }

    private RecordFault ContentFault(ReadOnlySpan<byte> record)
    {
        if (record.Contains((byte)0))
        {
            return RecordFault.NulByte;
        }

        return !Utf8.IsValid(record) || (ReplacementIsFault && record.IndexOf("\uFFFD"u8) >= 0) ? RecordFault.Encoding : RecordFault.None;
    }

    private bool IsPlain(ReadOnlySpan<byte> bytes) =>
        !bytes.Contains((byte)0) && Utf8.IsValid(bytes) && !(ReplacementIsFault && bytes.IndexOf("\uFFFD"u8) >= 0);

    private void CountLineEnd(int length)
    {
        if (length == 2)
        {
            _counts.CarriageReturnEnds++;
        }
        else if (length == 1)
        {
            _counts.LineFeedEnds++;
        }
    }

    // The rest of a line that was too long to be read belongs to the record that was refused.
    private int SkipOverlongLine(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        if (!_isInsideOverlongLine)
        {
            return 0;
        }

        int end = bytes.IndexOf(dialect.LineEnd);
        _isInsideOverlongLine = end < 0 && !isFinal;
        int skipped = end < 0 ? bytes.Length : end + 1;
        Pass(bytes[..skipped]);
        return skipped;
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _counts.Line += bytes.Count(dialect.LineEnd);
        _counts.Offset += bytes.Length;
    }
}
