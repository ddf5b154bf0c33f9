using System.Text;
using System.Text.Unicode;

namespace Lakehouse.Ingest.Csv;

/// <summary>The first record of a delimited file.</summary>
/// <param name="Names">The columns' names, trimmed, without quotes; an unnamed column is the empty text.</param>
/// <param name="Dialect">The dialect, with the line end that the header has.</param>
/// <param name="Line">The line on which the records begin, from 1.</param>
/// <param name="Offset">Bytes of decoded UTF-8 before the records.</param>
/// <param name="EndsInCarriageReturn">Whether a carriage return stands before its line feed.</param>
/// <param name="IsOneFirstLine">Whether it is the file's first line and one line only.</param>
internal sealed record CsvHeader(
    IReadOnlyList<string> Names,
    CsvDialect Dialect,
    long Line,
    long Offset,
    bool EndsInCarriageReturn,
    bool IsOneFirstLine)
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the header at the start of a file.</summary>
    /// <param name="bytes">The file's first bytes.</param>
    /// <param name="isFinal">Whether there are no more.</param>
    /// <param name="dialect">The dialect, its line end still to be found out.</param>
    /// <param name="path">The file, for errors.</param>
    /// <returns>The header, or null when the file holds none.</returns>
    /// <exception cref="IngestException"><c>LH3022</c>: the first record cannot be read.</exception>
    public static CsvHeader? Read(ReadOnlySpan<byte> bytes, bool isFinal, CsvDialect dialect, string path)
    {
        int start = bytes.StartsWith(Mark) ? Mark.Length : 0;
        int position = start;
        CsvDialect used = WithLineEnd(bytes[start..], dialect);
        var syntax = new RecordSyntax(used);
        var fields = new List<Range>();
        while (position < bytes.Length)
        {
            RecordShape shape = syntax.Read(bytes[position..], isFinal, fields);
            ReadOnlySpan<byte> record = bytes.Slice(position, shape.ContentLength);
            if (shape.Length == 0 || shape.Fault != RecordFault.None || !Utf8.IsValid(record))
            {
                throw Unreadable(path, shape.Fault);
            }

            int next = position + shape.Length;
            if (!shape.IsBlank)
            {
                return new CsvHeader(
                    NamesOf(record, fields, used.Quote),
                    used,
                    Line: 1 + bytes[..next].Count(used.LineEnd),
                    Offset: next,
                    EndsInCarriageReturn: shape.Length - shape.ContentLength == 2,
                    IsOneFirstLine: position == start && !record.ContainsAny(CsvDialect.LineFeed, CsvDialect.CarriageReturn));
            }

            position = next;
        }

        return null;
    }

    private static CsvDialect WithLineEnd(ReadOnlySpan<byte> bytes, CsvDialect dialect)
    {
        int end = bytes.IndexOfAny(CsvDialect.LineFeed, CsvDialect.CarriageReturn);
        if (end < 0 || bytes[end] != CsvDialect.CarriageReturn)
        {
            return dialect;
        }

        // A text that went through two conversions has two carriage returns before each line feed; they are stray.
        ReadOnlySpan<byte> after = bytes[(end + 1)..];
        bool isStray = after.IsEmpty || after[0] == CsvDialect.LineFeed || after.StartsWith("\r\n"u8);
        return isStray ? dialect : dialect with { LineEnd = CsvDialect.CarriageReturn };
    }

    private static string[] NamesOf(ReadOnlySpan<byte> record, List<Range> fields, byte quote)
    {
        string[] names = new string[fields.Count];
        for (int index = 0; index < names.Length; index++)
        {
            string text = Encoding.UTF8.GetString(record[fields[index]]);
            string mark = ((char)quote).ToString();
            bool isQuoted = text.Length > 1 && text.StartsWith(mark, StringComparison.Ordinal);
            names[index] = (isQuoted ? text[1..^1].Replace(mark + mark, mark, StringComparison.Ordinal) : text).Trim();
        }

        return names;
    }

    private static IngestException Unreadable(string path, RecordFault fault) => new(
        "LH3022",
        fault switch
        {
            RecordFault.Quote => $"found a quote that does not close in the header of {path}, expected column names.",
            RecordFault.None => $"found bytes that are not UTF-8 in the header of {path}, expected column names.",
            _ => $"found a header in {path} that cannot be split into column names.",
        },
        "Look at the file's first line; if the file is in another encoding or dialect, say so in the source's contract.");
}
