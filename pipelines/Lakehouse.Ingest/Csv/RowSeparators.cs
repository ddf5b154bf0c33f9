namespace Lakehouse.Ingest.Csv;

/// <summary>The control characters that join a row's values for its hash.</summary>
/// <remarks>
/// No value is an empty text, so the empty text stands for null. A value that holds one of them has it escaped, so that
/// different rows never join to equal text. The scan knows which files hold none, and those are spared the escaping.
/// </remarks>
internal static class RowSeparators
{
    /// <summary>Stands before an escaped character.</summary>
    public const byte Escape = 0x1B;

    /// <summary>Stands between values.</summary>
    public const byte Field = 0x1F;
}
