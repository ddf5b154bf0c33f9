namespace Lakehouse.Ingest.Csv;

/// <summary>Why a record cannot be read.</summary>
internal enum RecordFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It has fewer fields than the header.</summary>
    TooFewFields,

    /// <summary>It has more fields than the header.</summary>
    TooManyFields,

    /// <summary>A quote opens and never closes, or text follows a closing quote.</summary>
    Quote,

    /// <summary>A carriage return, or a line feed where lines end in carriage returns, stands outside quotes within a line.</summary>
    LineBreak,

    /// <summary>It holds a NUL byte.</summary>
    NulByte,

    /// <summary>It holds bytes that are not text in the file's encoding.</summary>
    Encoding,

    /// <summary>It is longer than <see cref="RecordSyntax.MaxRecordBytes"/>.</summary>
    TooLong,

    /// <summary>The line is not JSON.</summary>
    Json,

    /// <summary>The line is JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>The object has a name twice.</summary>
    NameTwice,
}
