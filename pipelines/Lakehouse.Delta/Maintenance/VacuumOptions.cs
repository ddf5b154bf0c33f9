namespace Lakehouse.Delta.Maintenance;

/// <summary>How a vacuum goes about it.</summary>
public sealed record VacuumOptions
{
    /// <summary>Where it looks. Default: the whole folder.</summary>
    public VacuumKind Kind { get; init; }

    /// <summary>
    /// For how long a file stays after no version needs it; at least 0. Null: the table's
    /// <c>delta.deletedFileRetentionDuration</c>, which is 7 days where the table does not say.
    /// </summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Whether it only says what it would delete.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>
    /// Whether <see cref="Retention"/> may be shorter than the table's. Then a reader that is at work may lose its files,
    /// and a writer what it has staged: say so only while nobody else uses the table.
    /// </summary>
    public bool MayShortenRetention { get; init; }
}
