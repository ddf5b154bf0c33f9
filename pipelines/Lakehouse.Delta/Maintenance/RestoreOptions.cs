namespace Lakehouse.Delta.Maintenance;

/// <summary>How a restore goes about it.</summary>
public sealed record RestoreOptions
{
    /// <summary>The instant by which the version was found, for the history; null where it was named.</summary>
    public DateTimeOffset? Instant { get; init; }

    /// <summary>
    /// Whether files of the old version that a vacuum has deleted are left out. Their rows are then missing; otherwise
    /// the restore is refused.
    /// </summary>
    public bool MayMissFiles { get; init; }
}
