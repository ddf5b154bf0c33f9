using System.Numerics;

namespace Lakehouse.Ingest.Csv;

/// <summary>
/// Counts records that are as they should be, 64 bytes at a time, and stops before the first one that may not be.
/// </summary>
/// <remarks>
/// A record counts when it has the expected number of delimiters outside quotes, quotes open only at the start of a
/// field, text follows no closing quote, and a carriage return stands outside quotes only before a line feed. Whoever
/// calls looks closely at the record where the run stops, then starts a new run behind it.
/// </remarks>
internal ref struct RegularRun
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly CsvDialect _dialect;
    private readonly int _delimiterCount;
    private readonly PlainFields? _fields;
    private readonly Span<int> _delimiterPlaces;
    private int _placesSoFar;
    private int _delimitersSoFar;
    private bool _isQuoteOpen;
    private ulong _boundaryBefore;
    private ulong _closedBefore;
    private ulong _openedBefore;
    private ulong _returnBefore;
    private ulong _anyReturnBefore;

    /// <summary>Prepares a run.</summary>
    /// <param name="bytes">The bytes; a record begins at <paramref name="start"/>.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="dialect">The dialect; lines end in line feeds.</param>
    /// <param name="fields">Looks at the fields of every record that is counted; null for nobody.</param>
    /// <param name="delimiterPlaces">Room for as many numbers as a record has delimiters.</param>
    public RegularRun(ReadOnlySpan<byte> bytes, int start, CsvDialect dialect, PlainFields? fields, Span<int> delimiterPlaces)
    {
        _bytes = bytes;
        _dialect = dialect;
        _delimiterCount = delimiterPlaces.Length;
        _fields = fields;
        _delimiterPlaces = delimiterPlaces;
        _boundaryBefore = 1;
        RecordStart = start;
    }

    /// <summary>Where the first record begins that was not counted.</summary>
    public int RecordStart { get; private set; }

    /// <summary>The records that were counted.</summary>
    public int RecordCount { get; private set; }

    /// <summary>How many of them end in a carriage return and a line feed.</summary>
    public int CarriageReturnCount { get; private set; }

    /// <summary>Whether a field begins with a blank.</summary>
    public bool HasLeadingBlanks { get; private set; }

    /// <summary>Runs until a record is not regular or the bytes end.</summary>
    public void Run()
    {
        Span<byte> last = stackalloc byte[BlockMasks.Size];
        int position = RecordStart;
        bool goesOn = true;
        while (goesOn && position < _bytes.Length)
        {
            ReadOnlySpan<byte> rest = _bytes[position..];
            BlockMasks masks;
            if (rest.Length >= BlockMasks.Size)
            {
                masks = BlockMasks.Of(rest[..BlockMasks.Size], _dialect);
            }
            else
            {
                // No text has this byte, so it is none of the bytes that matter.
                last.Fill(0xFF);
                rest.CopyTo(last);
                masks = BlockMasks.Of(last, _dialect);
            }

            goesOn = Count(masks, position);
            position += BlockMasks.Size;
        }
    }

    private bool Count(BlockMasks masks, int position)
    {
        bool hasQuotes = _isQuoteOpen || masks.Quotes != 0 || _closedBefore != 0;
        ulong quoted = hasQuotes ? masks.Quoted(_isQuoteOpen) : 0;
        ulong lineFeeds = masks.LineFeeds & ~quoted;
        ulong delimiters = masks.Delimiters & ~quoted;
        ulong returns = masks.CarriageReturns & ~quoted;

        ulong starts = ((lineFeeds | delimiters) << 1) | _boundaryBefore | _openedBefore;
        _openedBefore = 0;
        ulong irregular = ((returns << 1) | _returnBefore) & ~masks.LineFeeds;
        if (hasQuotes)
        {
            ulong opening = masks.Quotes & quoted;
            ulong closing = masks.Quotes & ~quoted;
            ulong afterClosing = (closing << 1) | _closedBefore;
            ulong mayOpen = ((lineFeeds | delimiters) << 1) | _boundaryBefore | afterClosing;
            irregular |= opening & ~mayOpen;
            irregular |= afterClosing & ~(lineFeeds | delimiters | returns | masks.Quotes);
            _closedBefore = closing >> 63;
            starts |= opening << 1;
            _openedBefore = opening >> 63;
        }

        HasLeadingBlanks |= (masks.Blanks & ~(lineFeeds | delimiters | returns) & starts) != 0;

        ulong usable = irregular == 0 ? ulong.MaxValue : (1UL << BitOperations.TrailingZeroCount(irregular)) - 1;
        ulong afterReturn = (masks.CarriageReturns << 1) | _anyReturnBefore;
        if (!CountRecords(lineFeeds & usable, delimiters, afterReturn, position) || irregular != 0)
        {
            return false;
        }

        _boundaryBefore = (lineFeeds | delimiters) >> 63;
        _returnBefore = returns >> 63;
        _anyReturnBefore = masks.CarriageReturns >> 63;
        _isQuoteOpen = (quoted >> 63) != 0;
        return true;
    }

    private bool CountRecords(ulong lineFeeds, ulong delimiters, ulong afterReturn, int position)
    {
        while (lineFeeds != 0)
        {
            int bit = BitOperations.TrailingZeroCount(lineFeeds);
            ulong below = (1UL << bit) - 1;
            int end = position + bit;
            NotePlaces(delimiters & below, position);
            int length = end - RecordStart;
            if (_delimitersSoFar + BitOperations.PopCount(delimiters & below) != _delimiterCount
                || length > RecordSyntax.MaxRecordBytes
                || (_delimiterCount == 0 && length <= 1))
            {
                return false;
            }

            int returns = (int)((afterReturn >> bit) & 1);
            LookAtFields(end - returns);
            CarriageReturnCount += returns;
            RecordCount++;
            RecordStart = end + 1;
            delimiters &= ~below;
            _delimitersSoFar = 0;
            lineFeeds &= lineFeeds - 1;
        }

        NotePlaces(delimiters, position);
        _delimitersSoFar += BitOperations.PopCount(delimiters);
        return true;
    }

    private void NotePlaces(ulong delimiters, int position)
    {
        if (_fields is null)
        {
            return;
        }

        while (delimiters != 0 && _placesSoFar < _delimiterPlaces.Length)
        {
            _delimiterPlaces[_placesSoFar++] = position + BitOperations.TrailingZeroCount(delimiters);
            delimiters &= delimiters - 1;
        }
    }

    private void LookAtFields(int end)
    {
        if (_fields is null)
        {
            return;
        }

        ReadOnlySpan<bool> watched = _fields.Watched;
        for (int column = 0; column < watched.Length; column++)
        {
            if (watched[column])
            {
                int from = column == 0 ? RecordStart : _delimiterPlaces[column - 1] + 1;
                int to = column == _delimiterCount ? end : _delimiterPlaces[column];
                _fields.Look(_bytes[from..to], column);
            }
        }

        _placesSoFar = 0;
    }
}
