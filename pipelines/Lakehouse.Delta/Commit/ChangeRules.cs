using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Commit;

/// <summary>When a write must record its changes in files of their own, and what these files must keep.</summary>
internal static class ChangeRules
{
    private const string Folder = "_change_data/";

    /// <summary>Checks that a write brings its changes where the table records them, and nowhere else.</summary>
    /// <exception cref="DeltaException"><c>LH1420</c>: changes are missing; <c>LH1421</c>: there are changes where none
    /// are recorded.</exception>
    internal static void Require(TableWrite write, bool recordsChanges, string root)
    {
        if (!recordsChanges && write.ChangeFiles.Count > 0)
        {
            throw new DeltaException(
                "LH1421",
                $"The write brings {write.ChangeFiles.Count} files of changed rows to '{root}', which has not set "
                    + "delta.enableChangeDataFeed, expected none.",
                "Leave them out, or set the property to true first."
            );
        }

        int changed = write.Removed.Count + write.Marked.Count;
        bool isDerivable = write.Mode != WriteMode.Replace || write.ChangesWholeFiles || changed == 0;
        if (recordsChanges && !isDerivable && write.ChangeFiles.Count == 0)
        {
            throw new DeltaException(
                "LH1420",
                $"The write replaces rows in {changed} files of '{root}', which has delta.enableChangeDataFeed, and "
                    + "brings no changed rows.",
                "Change the rows with the operations of the engine, which write them, or set the property to false "
                    + "first."
            );
        }
    }

    /// <summary>The files of changed rows as the commit names them.</summary>
    /// <exception cref="DeltaException"><c>LH1401</c>: a file is not below <c>_change_data</c>.</exception>
    internal static IReadOnlyList<ChangeFile> Plan(TableWrite write, FileRules rules)
    {
        List<ChangeFile> files = new(write.ChangeFiles.Count);
        foreach (DataFile file in write.ChangeFiles)
        {
            rules.RequirePath(file.Path);
            if (!file.Path.StartsWith(Folder, StringComparison.Ordinal))
            {
                throw new DeltaException(
                    "LH1401",
                    $"Found the file of changed rows '{file.Path}', expected a path below {Folder}.",
                    "Stage the changed rows in that folder."
                );
            }

            files.Add(new ChangeFile(file.Path, rules.PartitionValues(file), file.SizeBytes));
        }

        return files;
    }
}
