namespace Lakehouse.Ingest.Quarantine;

/// <summary>A quarantined row with the text that is landed in its place.</summary>
/// <param name="QuarantineId">Its id.</param>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Header">The file's column names as a JSON list; null where the text names its fields itself.</param>
/// <param name="Raw">The text as it came.</param>
/// <param name="Fixed">The text as it is landed.</param>
/// <param name="Reason">Why it is in quarantine.</param>
/// <param name="ContentSha256">What its file counts as.</param>
internal sealed record ReplayRow(
    string QuarantineId,
    string Source,
    string Entity,
    string? Header,
    string Raw,
    string Fixed,
    string Reason,
    string ContentSha256)
{
    /// <summary>Whether the raw text stands for the row: not where bytes were written as escapes, nor where it was cut.</summary>
    public bool CanReplay =>
        Fixed.Length > 0
        && (!string.Equals(Raw, Fixed, StringComparison.Ordinal)
            || Reason is not (QuarantineReason.NulByte or QuarantineReason.Encoding or QuarantineReason.TooLong));
}
