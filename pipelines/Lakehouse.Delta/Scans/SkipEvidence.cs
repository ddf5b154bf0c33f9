namespace Lakehouse.Delta.Scans;

/// <summary>Finds what shows that no row of a file meets a condition.</summary>
internal static class SkipEvidence
{
    /// <summary>What the parts of a condition that decide it rest on.</summary>
    internal static SkipEvidences Of(ScanCondition condition, FileFacts file) =>
        condition switch
        {
            ScanCondition.And and => and.Parts
                .Where(part => (ConditionTest.Of(part, file) & Truths.True) == Truths.None)
                .Select(part => Of(part, file))
                .FirstOrDefault(),
            ScanCondition.Or or => or.Parts.Aggregate(SkipEvidences.None, (sofar, part) => sofar | Of(part, file)),
            ScanCondition.Not not => Of(not.Part, file),
            ScanCondition.Compare compare => Of(compare.Column, file),
            ScanCondition.Between between => Of(between.Column, file),
            ScanCondition.StartsWith prefix => Of(prefix.Column, file),
            ScanCondition.IsTrue isTrue => Of(isTrue.Column, file),
            ScanCondition.IsNull { Column.IsPartition: true } => SkipEvidences.PartitionValues,
            ScanCondition.IsNull => SkipEvidences.NullCounts,
            _ => SkipEvidences.None,
        };

    private static SkipEvidences Of(ScanColumn column, FileFacts file)
    {
        if (column.IsPartition)
        {
            return SkipEvidences.PartitionValues;
        }

        return file.IsAllNull(column) ? SkipEvidences.NullCounts : SkipEvidences.Bounds;
    }
}
