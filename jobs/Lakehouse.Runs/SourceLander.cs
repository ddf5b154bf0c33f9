using Lakehouse.Delta.Schema;
using Lakehouse.Engine;

namespace Lakehouse.Runs;

internal sealed class SourceLander(ProjectLakehouse lakehouse, string runId)
{
    internal static IReadOnlyDictionary<TableName, StructType> Tables { get; } = new Dictionary<TableName, StructType>();

    internal Task<SourceLandings> LandAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        _ = (lakehouse, runId, progress, cancellationToken);
        return Task.FromResult(SourceLandings.None);
    }
}
