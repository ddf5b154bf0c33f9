using System.Buffers;

namespace Lakehouse.Ingest.Csv;

/// <summary>Reads one record at a time, and says exactly what is wrong with one that cannot be read.</summary>
/// <remarks>
/// A quote opens a field only at its first byte; a quote later in an unquoted field is text, as in <c>5" pipe</c>.
/// A record whose quotes do not close takes only its first line with it: reading goes on at the next line, so that one
/// stray quote does not swallow the rest of the file.
/// </remarks>
/// <param name="dialect">The dialect.</param>
internal sealed class RecordSyntax(CsvDialect dialect)
{
    /// <summary>The longest record that is read, in bytes. It bounds memory and stays below what DuckDB takes for a line.</summary>
    public const int MaxRecordBytes = 1024 * 1024;

    private readonly SearchValues<byte> _endOfField =
        SearchValues.Create([dialect.Delimiter, CsvDialect.LineFeed, CsvDialect.CarriageReturn]);

    /// <summary>Reads the record at the start of some bytes.</summary>
    /// <param name="bytes">The bytes, from the record's first on.</param>
    /// <param name="isFinal">Whether the file ends after them.</param>
    /// <param name="fields">Takes where each field stands, quotes included; null when nobody asks.</param>
    /// <returns>The record.</returns>
    public RecordShape Read(ReadOnlySpan<byte> bytes, bool isFinal, List<Range>? fields)
    {
        fields?.Clear();
        int position = 0;
        int fieldCount = 0;
        while (true)
        {
            bool isQuoted = position < bytes.Length && bytes[position] == dialect.Quote;
            FieldEnd end = isQuoted ? EndOfQuoted(bytes, position, isFinal) : EndOfPlain(bytes, position, isFinal);
            if (!end.IsEnd)
            {
                return Unfinished(bytes, isFinal, end.Kind, isQuoted);
            }

            fieldCount++;
            fields?.Add(position..end.Position);
            if (end.Kind == FieldEndKind.Record)
            {
                RecordFault fault = end.Position > MaxRecordBytes ? RecordFault.TooLong : RecordFault.None;
                return new RecordShape(end.Next, end.Position, fieldCount, fault);
            }

            position = end.Position + 1;
        }
    }

    private RecordShape Unfinished(ReadOnlySpan<byte> bytes, bool isFinal, FieldEndKind why, bool isQuoted) => why switch
    {
        FieldEndKind.Quote => Faulty(bytes, isFinal, RecordFault.Quote),
        FieldEndKind.LineBreak => Faulty(bytes, isFinal, RecordFault.LineBreak),
        _ when bytes.Length <= MaxRecordBytes => RecordShape.Incomplete,
        _ => Faulty(bytes, isFinal, isQuoted ? RecordFault.Quote : RecordFault.TooLong),
    };

    private FieldEnd EndOfPlain(ReadOnlySpan<byte> bytes, int start, bool isFinal)
    {
        int found = bytes[start..].IndexOfAny(_endOfField);
        if (found < 0)
        {
            return isFinal ? new FieldEnd(FieldEndKind.Record, bytes.Length, bytes.Length) : FieldEnd.NeedsMore;
        }

        int end = start + found;

        // Blanks before an opening quote: some readers take the quote for one, some for text. Nobody can know.
        ReadOnlySpan<byte> text = bytes[start..end].TrimStart((byte)' ');
        return text.Length > 0 && text[0] == dialect.Quote && text.Length < end - start
            ? new FieldEnd(FieldEndKind.Quote, end, end)
            : EndAt(bytes, end, isFinal);
    }

    private FieldEnd EndOfQuoted(ReadOnlySpan<byte> bytes, int start, bool isFinal)
    {
        int position = start + 1;
        while (true)
        {
            int found = bytes[position..].IndexOf(dialect.Quote);
            if (found < 0)
            {
                return isFinal ? new FieldEnd(FieldEndKind.Quote, bytes.Length, bytes.Length) : FieldEnd.NeedsMore;
            }

            int after = position + found + 1;
            if (after == bytes.Length || bytes[after] != dialect.Quote)
            {
                return AfterQuote(bytes, after, isFinal);
            }

            position = after + 1;
        }
    }

    private FieldEnd AfterQuote(ReadOnlySpan<byte> bytes, int after, bool isFinal)
    {
        if (after == bytes.Length)
        {
            return isFinal ? new FieldEnd(FieldEndKind.Record, after, after) : FieldEnd.NeedsMore;
        }

        FieldEnd end = EndAt(bytes, after, isFinal);
        return end.Kind == FieldEndKind.Text ? new FieldEnd(FieldEndKind.Quote, after, after) : end;
    }

    private FieldEnd EndAt(ReadOnlySpan<byte> bytes, int position, bool isFinal)
    {
        byte found = bytes[position];
        if (found == dialect.Delimiter)
        {
            return new FieldEnd(FieldEndKind.Delimiter, position, position + 1);
        }

        if (found == dialect.LineEnd)
        {
            return new FieldEnd(FieldEndKind.Record, position, position + 1);
        }

        if (found == CsvDialect.LineFeed)
        {
            return new FieldEnd(FieldEndKind.LineBreak, position, position);
        }

        if (found != CsvDialect.CarriageReturn)
        {
            return new FieldEnd(FieldEndKind.Text, position, position);
        }

        int after = position + 1;
        if (after < bytes.Length)
        {
            return bytes[after] == CsvDialect.LineFeed
                ? new FieldEnd(FieldEndKind.Record, position, after + 1)
                : new FieldEnd(FieldEndKind.LineBreak, position, position);
        }

        return isFinal ? new FieldEnd(FieldEndKind.Record, position, after) : FieldEnd.NeedsMore;
    }

    // The line on which the record begins, and no more.
    private RecordShape Faulty(ReadOnlySpan<byte> bytes, bool isFinal, RecordFault fault)
    {
        int end = bytes.IndexOf(dialect.LineEnd);
        if (end < 0)
        {
            return isFinal || bytes.Length > MaxRecordBytes
                ? new RecordShape(bytes.Length, bytes.Length, 0, fault)
                : RecordShape.Incomplete;
        }

        int content = end > 0 && bytes[end - 1] == CsvDialect.CarriageReturn ? end - 1 : end;
        return new RecordShape(end + 1, content, 0, fault);
    }

    private enum FieldEndKind
    {
        NeedsMore,
        Delimiter,
        Record,
        Quote,
        LineBreak,
        Text,
    }

    private readonly record struct FieldEnd(FieldEndKind Kind, int Position, int Next)
    {
        public static FieldEnd NeedsMore => default;

        public bool IsEnd => Kind is FieldEndKind.Delimiter or FieldEndKind.Record;
    }
}
