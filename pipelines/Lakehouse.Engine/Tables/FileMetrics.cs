using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>The counts of files and bytes that DELETE and UPDATE report.</summary>
internal static class FileMetrics
{
    /// <summary>The counts.</summary>
    internal static Dictionary<string, string> Of(
        IReadOnlyCollection<AddFile> removed,
        IReadOnlyCollection<DataFile> added,
        StagedRows? changes
    ) =>
        new(StringComparer.Ordinal)
        {
            ["numRemovedFiles"] = OperationText.Of(removed.Count),
            ["numRemovedBytes"] = OperationText.Of(removed.Sum(file => file.SizeBytes)),
            ["numAddedFiles"] = OperationText.Of(added.Count),
            ["numAddedBytes"] = OperationText.Of(added.Sum(file => file.SizeBytes)),
            ["numAddedChangeFiles"] = OperationText.Of(changes?.Files.Count ?? 0),
        };
}
