namespace Lakehouse.Ingest.Quarantine;

/// <summary>Rows that are replayed together.</summary>
/// <param name="Id">The replay's id, 64 hexadecimal digits; what its delivery counts as.</param>
/// <param name="Source">Their source.</param>
/// <param name="Entity">Their entity.</param>
/// <param name="Header">The names of their fields as a JSON list, or null.</param>
/// <param name="Rows">The rows, ordered by id; at least one.</param>
internal sealed record ReplayClaim(string Id, string Source, string Entity, string? Header, IReadOnlyList<ReplayRow> Rows);
