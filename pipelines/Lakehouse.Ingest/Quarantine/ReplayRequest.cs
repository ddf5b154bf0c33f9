namespace Lakehouse.Ingest.Quarantine;

/// <summary>Which quarantined rows are to be landed again, and how they are put right.</summary>
public sealed record ReplayRequest
{
    /// <summary>Which rows.</summary>
    public QuarantineFilter Filter { get; init; }

    /// <summary>The beginning of the rows' ids; null for all.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>
    /// A SQL expression over the quarantine's columns that gives the text in place of <c>raw</c>; NULL leaves a row where it is.
    /// Null: the text as it came, for a contract that was changed.
    /// </summary>
    public string? Rule { get; init; }

    /// <summary>Texts in place of the raw ones, by quarantine id: only these rows are replayed. Null for no such list.</summary>
    public IReadOnlyDictionary<string, string>? Fixes { get; init; }
}
