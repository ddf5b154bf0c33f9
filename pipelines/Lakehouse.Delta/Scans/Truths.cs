namespace Lakehouse.Delta.Scans;

/// <summary>Which answers a condition may have for the rows of a file: SQL knows three.</summary>
/// <remarks>A set is never too small: an answer that a row has is in it. It may be too large.</remarks>
[Flags]
internal enum Truths
{
    /// <summary>No answer: there are no rows.</summary>
    None = 0,

    /// <summary>A row may be found.</summary>
    True = 1,

    /// <summary>The condition may be false for a row.</summary>
    False = 2,

    /// <summary>The condition may be null for a row.</summary>
    Null = 4,

    /// <summary>Nothing is known.</summary>
    Any = True | False | Null,
}
