namespace Lakehouse.Ingest.Columns;

/// <summary>What becomes of a file's column.</summary>
internal enum ColumnRole
{
    /// <summary>The contract names it.</summary>
    Contracted,

    /// <summary>The contract does not name it; it lands as text.</summary>
    Added,

    /// <summary>The contract does not name it; it does not land.</summary>
    Ignored,

    /// <summary>It has no name; it must not hold anything.</summary>
    Unnamed,
}
