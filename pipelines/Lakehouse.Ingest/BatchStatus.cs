namespace Lakehouse.Ingest;

/// <summary>What became of a file.</summary>
public enum BatchStatus
{
    /// <summary>Every row landed.</summary>
    Loaded,

    /// <summary>Some rows landed, the others are in quarantine.</summary>
    Partial,

    /// <summary>The same bytes landed before under another name; nothing landed again.</summary>
    Redelivered,

    /// <summary>Nothing of it landed. It is tried again in the next run.</summary>
    Rejected,
}
