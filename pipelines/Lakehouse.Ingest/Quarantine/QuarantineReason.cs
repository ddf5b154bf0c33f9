using System.Globalization;
using Lakehouse.Ingest.Csv;

namespace Lakehouse.Ingest.Quarantine;

/// <summary>The stable codes of why a row is in quarantine.</summary>
public static class QuarantineReason
{
    /// <summary>Fewer fields than the header has.</summary>
    public const string TooFewFields = "TOO_FEW_FIELDS";

    /// <summary>More fields than the header has.</summary>
    public const string TooManyFields = "TOO_MANY_FIELDS";

    /// <summary>A quote that does not close, or text behind a closing quote.</summary>
    public const string UnbalancedQuote = "UNBALANCED_QUOTE";

    /// <summary>A stray line end within a line.</summary>
    public const string StrayLineBreak = "STRAY_LINE_BREAK";

    /// <summary>A NUL character.</summary>
    public const string NulByte = "NUL_BYTE";

    /// <summary>Bytes that are not text in the file's encoding.</summary>
    public const string Encoding = "WRONG_ENCODING";

    /// <summary>A record that is too long to be read.</summary>
    public const string TooLong = "RECORD_TOO_LONG";

    /// <summary>A line that is not JSON.</summary>
    public const string Json = "NOT_JSON";

    /// <summary>JSON that is not an object.</summary>
    public const string NotAnObject = "NOT_AN_OBJECT";

    /// <summary>An object with a name twice.</summary>
    public const string NameTwice = "NAME_TWICE";

    /// <summary>A value that is not of its column's type.</summary>
    public const string WrongType = "WRONG_TYPE";

    /// <summary>No value in a column that needs one: required, of the key, or the cursor.</summary>
    public const string MissingValue = "MISSING_VALUE";

    /// <summary>A key, with its cursor, that an earlier row of the file has.</summary>
    public const string DuplicateKey = "DUPLICATE_KEY";

    /// <summary>A value in a column without a name.</summary>
    public const string UnnamedColumn = "UNNAMED_COLUMN";

    /// <summary>The code of a fault.</summary>
    internal static string Of(RecordFault fault) => fault switch
    {
        RecordFault.TooFewFields => TooFewFields,
        RecordFault.TooManyFields => TooManyFields,
        RecordFault.Quote => UnbalancedQuote,
        RecordFault.LineBreak => StrayLineBreak,
        RecordFault.NulByte => NulByte,
        RecordFault.Encoding => Encoding,
        RecordFault.TooLong => TooLong,
        RecordFault.Json => Json,
        RecordFault.NotAnObject => NotAnObject,
        RecordFault.NameTwice => NameTwice,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A record without a fault is not quarantined."),
    };

    /// <summary>What a fault means, in one sentence.</summary>
    internal static string Detail(RecordFault fault, int found, int expected) => fault switch
    {
        RecordFault.TooFewFields or RecordFault.TooManyFields => string.Create(CultureInfo.InvariantCulture, $"Found {found} fields, expected {expected} as in the header."),
        RecordFault.Quote => "Found a quote that does not close, or text behind a closing quote.",
        RecordFault.LineBreak => "Found a carriage return or line feed outside quotes that does not end the line as other lines end.",
        RecordFault.NulByte => "Found a NUL character, which text must not hold.",
        RecordFault.Encoding => "Found bytes that are not text in the encoding of the contract.",
        RecordFault.TooLong => string.Create(CultureInfo.InvariantCulture, $"Found a record of more than {RecordSyntax.MaxRecordBytes} bytes; its beginning is kept here, all of it stands in the file."),
        RecordFault.Json => "Found a line that is not JSON.",
        RecordFault.NotAnObject => "Found JSON that is not an object.",
        RecordFault.NameTwice => "Found a name twice in one object.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A record without a fault is not quarantined."),
    };
}
