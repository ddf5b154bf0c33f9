namespace Lakehouse.Delta.Changes;

/// <summary>What the rows of a file in a change feed are.</summary>
public enum ChangeKind
{
    /// <summary>Changed rows that the writer recorded, each with its own <c>_change_type</c>.</summary>
    Recorded,

    /// <summary>Rows that came.</summary>
    Insert,

    /// <summary>Rows that went.</summary>
    Delete,
}
