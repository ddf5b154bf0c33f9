namespace Lakehouse.Ingest;

/// <summary>What a landing does at the moment.</summary>
public enum LandingPhase
{
    /// <summary>Rows are read from a database.</summary>
    Extracting,

    /// <summary>Files are read, hashed and counted.</summary>
    Inspecting,

    /// <summary>Rows that do not fit are looked for.</summary>
    Diagnosing,

    /// <summary>Rows are written.</summary>
    Loading,

    /// <summary>Rows become visible.</summary>
    Committing,
}

/// <summary>How far a landing is.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Phase">What happens.</param>
/// <param name="Fraction">How much of the phase is done, in [0, 1]; null while unknown.</param>
/// <param name="File">The file, below the landing folder; null when it is about several.</param>
public readonly record struct LandingProgress(string Source, string Entity, LandingPhase Phase, double? Fraction, string? File);
