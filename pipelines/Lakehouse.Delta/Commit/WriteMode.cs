namespace Lakehouse.Delta.Commit;

/// <summary>How a write relates to the rows that are there.</summary>
public enum WriteMode
{
    /// <summary>Adds files. Two appends never conflict.</summary>
    Append,

    /// <summary>
    /// Replaces every file of the table. It has read the whole table, so any concurrent data change conflicts.
    /// </summary>
    Overwrite,

    /// <summary>
    /// Replaces the files named in <see cref="TableWrite.Removed"/> with new ones; a concurrent change of one of them
    /// conflicts.
    /// </summary>
    Replace,
}
