namespace Lakehouse.Delta.Commit;

/// <summary>How much of what others committed meanwhile a write may overlook.</summary>
internal enum IsolationLevel
{
    /// <summary>The table is as if all writes had run one after another in the order of their versions.</summary>
    Serializable,

    /// <summary>
    /// As if all writes had run one after another in some order: rows that others appended without reading count as
    /// appended afterwards.
    /// </summary>
    WriteSerializable,

    /// <summary>Only writes that touch the same files stand in each other's way; for those that change no row.</summary>
    SnapshotIsolation,
}
