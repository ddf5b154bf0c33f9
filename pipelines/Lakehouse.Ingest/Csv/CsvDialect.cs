namespace Lakehouse.Ingest.Csv;

/// <summary>How delimited text is written, as bytes of UTF-8.</summary>
/// <param name="Delimiter">Stands between fields; ASCII.</param>
/// <param name="Quote">Surrounds a field that holds a delimiter, a quote or a line end; doubled inside. ASCII.</param>
/// <param name="LineEnd">The last byte of a line end: line feed, or carriage return in files of old systems.</param>
internal readonly record struct CsvDialect(byte Delimiter, byte Quote, byte LineEnd)
{
    /// <summary>The byte 10.</summary>
    public const byte LineFeed = (byte)'\n';

    /// <summary>The byte 13.</summary>
    public const byte CarriageReturn = (byte)'\r';

    /// <summary>Makes the dialect of a contract.</summary>
    /// <param name="delimiter">The delimiter.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="where">The source and entity, for the error.</param>
    /// <returns>The dialect, with lines that end in a line feed.</returns>
    /// <exception cref="IngestException"><c>LH3002</c>: the two are equal, not ASCII, or a line end.</exception>
    public static CsvDialect Of(char delimiter, char quote, string where)
    {
        bool isUsable = IsUsable(delimiter) && IsUsable(quote) && delimiter != quote && quote != ' ';
        return isUsable
            ? new CsvDialect((byte)delimiter, (byte)quote, LineFeed)
            : throw new IngestException(
                "LH3002",
                $"found the delimiter '{delimiter}' and the quote '{quote}' in the contract of {where}, expected two different ASCII characters that end no line.",
                "Correct delimiter and quote in the source's file.");
    }

    private static bool IsUsable(char letter) => letter is '\t' or (>= ' ' and < '\u007f');
}
