namespace Lakehouse.Delta.Schema;

/// <summary>How the columns of a table are found in its data files.</summary>
public enum ColumnMappingMode
{
    /// <summary>By their own names.</summary>
    None,

    /// <summary>By the physical name that a field's metadata gives.</summary>
    Name,

    /// <summary>By the id that a field's metadata gives, which the file has as the Parquet field id.</summary>
    Id,
}
