using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>Adds up the rows of files.</summary>
internal static class RowCounts
{
    /// <summary>The rows that readers see, or null where a file's count is unknown.</summary>
    internal static long? Of(IEnumerable<AddFile> files)
    {
        long sum = 0;
        foreach (AddFile file in files)
        {
            if (FileRowCount.Live(file) is not { } rows)
            {
                return null;
            }

            sum += rows;
        }

        return sum;
    }
}
