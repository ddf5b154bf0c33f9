namespace Lakehouse.Sample.Flaws;

/// <summary>How a row is made unreadable.</summary>
internal enum Malformation
{
    /// <summary>Two fields more than columns.</summary>
    TooManyColumns,

    /// <summary>Three fields fewer than columns.</summary>
    TooFewColumns,

    /// <summary>A word where a number belongs.</summary>
    TextInNumber,

    /// <summary>A day that no calendar has.</summary>
    BadDate,

    /// <summary>A byte that UTF-8 does not know.</summary>
    WrongEncoding,

    /// <summary>The file ends inside a quoted value.</summary>
    UnclosedQuote,

    /// <summary>A JSON object that ends in the middle.</summary>
    CutOffJson,
}
