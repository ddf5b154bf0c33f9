using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Scans;

/// <summary>Which files of a table hold rows that a condition may find.</summary>
/// <param name="Read">The files to read, in the given order.</param>
/// <param name="Skipped">The files that hold no such row.</param>
/// <param name="Whole">Those of <paramref name="Read"/> all of whose rows are found.</param>
public sealed record ScanPlan(
    IReadOnlyList<AddFile> Read,
    IReadOnlyList<SkippedFile> Skipped,
    IReadOnlySet<AddFile> Whole
)
{
    /// <summary>Plans a scan. No file is opened.</summary>
    /// <param name="files">The files.</param>
    /// <param name="parts">Conditions, all of which a row must meet.</param>
    /// <returns>The plan; a file that nothing is known of is read.</returns>
    public static ScanPlan Of(IReadOnlyList<AddFile> files, IReadOnlyList<ScanCondition> parts)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(parts);
        List<AddFile> read = [];
        List<SkippedFile> skipped = [];
        HashSet<AddFile> whole = new(ReferenceEqualityComparer.Instance);
        foreach (AddFile file in files)
        {
            using FileFacts facts = new(file);
            (int failed, bool isWhole) = Test(facts, parts);
            if (failed >= 0)
            {
                skipped.Add(new SkippedFile(file, failed, SkipEvidence.Of(parts[failed], facts)));
                continue;
            }

            read.Add(file);
            if (isWhole)
            {
                whole.Add(file);
            }
        }

        return new ScanPlan(read, skipped, whole);
    }

    // The first part that no row meets, or -1; and whether every row meets all parts.
    private static (int Failed, bool IsWhole) Test(FileFacts facts, IReadOnlyList<ScanCondition> parts)
    {
        bool isWhole = true;
        for (int number = 0; number < parts.Count; number++)
        {
            Truths truths = ConditionTest.Of(parts[number], facts);
            if ((truths & Truths.True) == Truths.None)
            {
                return (number, false);
            }

            isWhole &= truths == Truths.True;
        }

        return (-1, isWhole);
    }
}

/// <summary>A file that is not read.</summary>
/// <param name="File">The file.</param>
/// <param name="Part">The number of the first condition, from 0, that none of its rows meets.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record SkippedFile(AddFile File, int Part, SkipEvidences Evidence);
