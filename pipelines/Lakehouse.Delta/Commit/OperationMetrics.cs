using System.Globalization;

namespace Lakehouse.Delta.Commit;

/// <summary>The counts of files, bytes and rows that every write of files has.</summary>
internal static class OperationMetrics
{
    /// <summary>The metrics of a write: its own, and the table's counts where it does not bring all itself.</summary>
    internal static Dictionary<string, string> Of(TableWrite write, WritePlan plan)
    {
        Dictionary<string, string> metrics = new(write.Metrics, StringComparer.Ordinal);
        if (write.HasAllMetrics)
        {
            return metrics;
        }

        metrics["numFiles"] = Text(plan.Added.Count);
        metrics["numOutputBytes"] = Text(plan.Added.Sum(file => file.SizeBytes));
        if (plan.RowCount is { } rows)
        {
            metrics["numOutputRows"] = Text(rows);
        }

        if (plan.Removed.Count > 0)
        {
            metrics["numRemovedFiles"] = Text(plan.Removed.Count);
            metrics["numRemovedBytes"] = Text(plan.Removed.Sum(file => file.SizeBytes));
        }

        return metrics;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
