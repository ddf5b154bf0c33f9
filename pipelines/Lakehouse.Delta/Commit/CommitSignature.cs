namespace Lakehouse.Delta.Commit;

/// <summary>How a commit is known again.</summary>
/// <param name="TransactionId">The id of this write alone; it is the same in all attempts.</param>
/// <param name="EngineInfo">The writer's name.</param>
internal sealed record CommitSignature(string TransactionId, string EngineInfo);
