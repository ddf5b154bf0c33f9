namespace Lakehouse.Ingest;

/// <summary>How far a landing is.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Phase">What happens.</param>
/// <param name="Fraction">How much of the phase is done, in [0, 1]; null while unknown.</param>
/// <param name="File">The file, below the landing folder; null when it is about several.</param>
public readonly record struct LandingProgress(string Source, string Entity, LandingPhase Phase, double? Fraction, string? File);
