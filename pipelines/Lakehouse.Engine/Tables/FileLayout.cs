using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Tables;

/// <summary>How large new files become, and the row groups that they are made of.</summary>
/// <param name="FileBytes">About how large a file may become.</param>
/// <param name="RowGroupRows">About how many rows a row group has; null for the engine's choice.</param>
internal readonly record struct FileLayout(long FileBytes, long? RowGroupRows)
{
    // Engines begin a new file only between row groups, which have no fewer rows than one of their vectors.
    private const long FewestRows = 2048;
    private const long UsualRows = 122_880;

    // A file ends after the row group that fills it, so that it is larger than asked by a part of one.
    private const int GroupsOfFile = 4;

    /// <summary>For rows in an order: a file of the target size is some whole row groups.</summary>
    /// <param name="files">The files whose rows are written.</param>
    /// <param name="targetBytes">About how large a file should be.</param>
    internal static FileLayout Ordered(IReadOnlyList<AddFile> files, long targetBytes)
    {
        long? rows = files.Aggregate((long?)0, (sum, file) => sum + FileRowCount.Physical(file));
        long bytes = files.Sum(file => file.SizeBytes);
        if (rows is not > 0 || bytes <= 0)
        {
            return new FileLayout(targetBytes, null);
        }

        double rowsOfGroup = (double)targetBytes * rows.Value / bytes / GroupsOfFile;
        return rowsOfGroup >= UsualRows
            ? new FileLayout(targetBytes, null)
            : new FileLayout(targetBytes, Math.Max(FewestRows, (long)rowsOfGroup / FewestRows * FewestRows));
    }
}
