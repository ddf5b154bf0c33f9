namespace Lakehouse.Delta.Maintenance;

/// <summary>Where a vacuum looks for files that no version needs any more.</summary>
public enum VacuumKind
{
    /// <summary>In the table's folder: finds every such file, those of writers that failed among them.</summary>
    Full,

    /// <summary>In the log: finds only what commits removed, and lists nothing.</summary>
    Lite,
}
