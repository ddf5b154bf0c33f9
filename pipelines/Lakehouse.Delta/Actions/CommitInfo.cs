using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Actions;

/// <summary>Where a commit came from.</summary>
/// <param name="Version">The version that the commit made.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Operation">What, for example <c>WRITE</c>; null where the writer did not say.</param>
/// <param name="Parameters">The operation's parameters, JSON texts by name.</param>
/// <param name="Metrics">The operation's metrics, by name.</param>
/// <param name="UserMetadata">The writer's own text, or null.</param>
/// <param name="TransactionId">The commit's own id, or null.</param>
/// <param name="EngineInfo">The writer, or null.</param>
public sealed record CommitInfo(
    TableVersion Version,
    DateTimeOffset Timestamp,
    string? Operation,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Metrics,
    string? UserMetadata,
    string? TransactionId,
    string? EngineInfo
);
