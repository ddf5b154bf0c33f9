namespace Lakehouse.Ingest.Csv;

/// <summary>What kind of value a column's fields must spell.</summary>
internal enum PlainKind
{
    /// <summary>Any text; nothing is checked.</summary>
    Text,

    /// <summary>Digits with an optional minus.</summary>
    Integer,

    /// <summary>Digits with an optional minus and an optional fraction.</summary>
    Number,

    /// <summary><c>true</c>, <c>false</c>, <c>1</c> or <c>0</c>, any case.</summary>
    Boolean,

    /// <summary><c>2024-01-31</c>.</summary>
    Date,

    /// <summary><c>2024-01-31T10:00:00.000+0000</c>, also with a blank for the T, without fraction, and with Z or no offset.</summary>
    Instant,

    /// <summary>As <see cref="Instant"/>, without an offset.</summary>
    WallClock,
}
