using Lakehouse.Delta.Actions;

namespace Lakehouse.Engine.Tables;

/// <summary>The files that may hold rows which a merge matches.</summary>
internal static class MergeCandidates
{
    /// <summary>Finds them.</summary>
    internal static Task<IReadOnlyList<AddFile>> FindAsync(
        OperationScope scope,
        MergeRequest request,
        MergePlan plan,
        CancellationToken cancellationToken
    ) => Task.FromResult(scope.Snapshot.Files);
}
