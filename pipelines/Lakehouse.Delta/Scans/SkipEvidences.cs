namespace Lakehouse.Delta.Scans;

/// <summary>What shows that a file holds no row which a condition finds; several where it has several parts.</summary>
[Flags]
public enum SkipEvidences
{
    /// <summary>The condition alone: it is never true.</summary>
    None = 0,

    /// <summary>The file's partition values.</summary>
    PartitionValues = 1,

    /// <summary>The least and the greatest value of a column.</summary>
    Bounds = 2,

    /// <summary>How many nulls a column has.</summary>
    NullCounts = 4,
}
