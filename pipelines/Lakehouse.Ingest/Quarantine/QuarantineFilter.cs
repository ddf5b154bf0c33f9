namespace Lakehouse.Ingest.Quarantine;

/// <summary>Which rows of the quarantine are meant. A part that is null leaves all.</summary>
/// <param name="Source">The source.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Reason">The reason.</param>
public readonly record struct QuarantineFilter(string? Source = null, string? Entity = null, string? Reason = null);
