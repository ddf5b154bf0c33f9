using Lakehouse.Delta.Schema;

namespace Lakehouse.Ingest.Csv;

/// <summary>The spelling of a type that every reader takes for the same value.</summary>
/// <remarks>
/// Narrower than what the contract accepts: a field of this form has one meaning, whoever parses it, so that the engine's
/// own reader may parse the column. A column with any other field is read as text and judged by
/// <see cref="Sql.ValueExpression"/>.
/// </remarks>
/// <param name="Kind">The kind of value.</param>
/// <param name="WholeDigits">Digits before the point at the most.</param>
/// <param name="FractionDigits">Digits behind the point at the most.</param>
internal readonly record struct PlainForm(PlainKind Kind, int WholeDigits = 0, int FractionDigits = 0)
{
    private const int DayLength = 10;
    private const int SecondLength = 19;
    private const int MaxFractionDigits = 6;

    /// <summary>The form of a contracted type.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The form; that of text where the engine's reader has nothing to parse.</returns>
    public static PlainForm Of(DataType type) => type switch
    {
        DecimalType { Scale: <= NarrowDecimal } exact =>
            new PlainForm(PlainKind.Number, Math.Min(exact.Precision, NarrowDecimal) - exact.Scale, exact.Scale),
        PrimitiveType { Kind: PrimitiveKind.Long } => new PlainForm(PlainKind.Integer, 18),
        PrimitiveType { Kind: PrimitiveKind.Integer } => new PlainForm(PlainKind.Integer, 9),
        PrimitiveType { Kind: PrimitiveKind.Short } => new PlainForm(PlainKind.Integer, 4),
        PrimitiveType { Kind: PrimitiveKind.Byte } => new PlainForm(PlainKind.Integer, 2),
        PrimitiveType { Kind: PrimitiveKind.Double or PrimitiveKind.Float } => new PlainForm(PlainKind.Number, 15, 17),
        PrimitiveType { Kind: PrimitiveKind.Boolean } => new PlainForm(PlainKind.Boolean),
        PrimitiveType { Kind: PrimitiveKind.Date } => new PlainForm(PlainKind.Date),
        PrimitiveType { Kind: PrimitiveKind.Timestamp } => new PlainForm(PlainKind.Instant),
        PrimitiveType { Kind: PrimitiveKind.TimestampNtz } => new PlainForm(PlainKind.WallClock),
        _ => default,
    };

    /// <summary>The digits of the widest decimal that DuckDB keeps in 64 bits; it parses wider ones some fifty times more slowly.</summary>
    public const int NarrowDecimal = 18;

    /// <summary>Whether a field is of this form.</summary>
    /// <param name="field">The field without quotes, not empty.</param>
    /// <returns>True when it is, or any text is.</returns>
    public bool Fits(ReadOnlySpan<byte> field) => Kind switch
    {
        PlainKind.Integer => IsNumber(field, WholeDigits, fractionDigits: 0),
        PlainKind.Number => IsNumber(field, WholeDigits, FractionDigits),
        PlainKind.Boolean => IsBoolean(field),
        PlainKind.Date => field.Length == DayLength && IsDay(field),
        PlainKind.Instant => IsInstant(field, mayHaveOffset: true),
        PlainKind.WallClock => IsInstant(field, mayHaveOffset: false),
        _ => true,
    };

    private static bool IsNumber(ReadOnlySpan<byte> field, int wholeDigits, int fractionDigits)
    {
        int start = field[0] == (byte)'-' ? 1 : 0;
        int whole = Digits(field[start..]);
        int end = start + whole;
        if (whole == 0 || whole > wholeDigits || end == field.Length)
        {
            return whole > 0 && whole <= wholeDigits;
        }

        int fraction = field[end] == (byte)'.' ? Digits(field[(end + 1)..]) : 0;
        return fraction > 0 && fraction <= fractionDigits && end + 1 + fraction == field.Length;
    }

    private static bool IsBoolean(ReadOnlySpan<byte> field) => field.Length switch
    {
        1 => field[0] is (byte)'0' or (byte)'1',
        4 => (field[0] | 0x20) == 't' && (field[1] | 0x20) == 'r' && (field[2] | 0x20) == 'u' && (field[3] | 0x20) == 'e',
        5 => (field[0] | 0x20) == 'f' && (field[1] | 0x20) == 'a' && (field[2] | 0x20) == 'l' && (field[3] | 0x20) == 's' && (field[4] | 0x20) == 'e',
        _ => false,
    };

    private static bool IsDay(ReadOnlySpan<byte> field)
    {
        if (field[4] != (byte)'-' || field[7] != (byte)'-')
        {
            return false;
        }

        int century = Pair(field, 0);
        int year = Pair(field, 2);
        int month = Pair(field, 5);
        int day = Pair(field, 8);
        if (century < 0 || year < 0 || century + year == 0 || month is < 1 or > 12 || day < 1)
        {
            return false;
        }

        return day <= 28 || day <= DateTime.DaysInMonth((century * 100) + year, month);
    }

    private static bool IsInstant(ReadOnlySpan<byte> field, bool mayHaveOffset)
    {
        if (field.Length < SecondLength || !IsDay(field) || field[10] is not ((byte)'T' or (byte)' ') || !IsTime(field))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = field[SecondLength..];
        if (rest.Length > 0 && rest[0] == (byte)'.')
        {
            int fraction = Digits(rest[1..]);
            if (fraction is 0 or > MaxFractionDigits)
            {
                return false;
            }

            rest = rest[(fraction + 1)..];
        }

        return rest.IsEmpty || (mayHaveOffset && IsOffset(rest));
    }

    private static bool IsTime(ReadOnlySpan<byte> field) =>
        field[13] == (byte)':' && field[16] == (byte)':'
        && Pair(field, 11) is >= 0 and < 24 && Pair(field, 14) is >= 0 and < 60 && Pair(field, 17) is >= 0 and < 60;

    private static bool IsOffset(ReadOnlySpan<byte> rest) => rest.Length switch
    {
        1 => rest[0] == (byte)'Z',
        3 => IsSign(rest[0]) && Pair(rest, 1) is >= 0 and <= 14,
        5 => IsSign(rest[0]) && Pair(rest, 1) is >= 0 and <= 14 && Pair(rest, 3) is >= 0 and < 60,
        6 => IsSign(rest[0]) && Pair(rest, 1) is >= 0 and <= 14 && rest[3] == (byte)':' && Pair(rest, 4) is >= 0 and < 60,
        _ => false,
    };

    private static bool IsSign(byte letter) => letter is (byte)'+' or (byte)'-';

    private static int Digits(ReadOnlySpan<byte> text)
    {
        int count = 0;
        while (count < text.Length && IsDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    private static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';

    // Negative where one of the two is no digit.
    private static int Pair(ReadOnlySpan<byte> text, int at) =>
        IsDigit(text[at]) && IsDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
