using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commit;

/// <summary>What a write must keep that says that it changes no row.</summary>
internal static class RearrangementRules
{
    /// <summary>Checks a write that says so.</summary>
    /// <exception cref="DeltaException"><c>LH1407</c>: it does more than put rows into other files, or the counts
    /// differ.</exception>
    internal static void Require(TableWrite write, IReadOnlyList<AddFile> removed, string root)
    {
        if (!write.KeepsRows)
        {
            return;
        }

        if (write.Mode != WriteMode.Replace || write.Marked.Count > 0 || write.ChangeFiles.Count > 0)
        {
            throw new DeltaException(
                "LH1407",
                $"The write to '{root}' says that it keeps all rows, and has the mode {write.Mode}, {write.Marked.Count} files with "
                    + $"marked rows and {write.ChangeFiles.Count} files of changed rows; expected Replace and none.",
                "Say that rows change, or leave those out."
            );
        }

        long? before = Sum(removed.Select(FileRowCount.Live));
        long? after = Sum(write.Files.Select(file => file.Statistics?.RowCount));
        if (before is not null && after is not null && before != after)
        {
            throw new DeltaException(
                "LH1407",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The write to '{root}' says that it keeps all rows, and puts {after} in the place of {before}, expected as many."
                ),
                "Read the files again and compute the write from all of their rows."
            );
        }
    }

    // Null where one of them is unknown; the sum of nothing is 0.
    private static long? Sum(IEnumerable<long?> counts) => counts.Aggregate((long?)0, (sum, count) => sum + count);
}
