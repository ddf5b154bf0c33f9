namespace Lakehouse.Engine.DuckDb.Export;

/// <summary>How exported rows are written.</summary>
public enum ExportFormat
{
    /// <summary>Parquet, with the types of the table.</summary>
    Parquet,

    /// <summary>Comma-separated text with a header.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    NdJson,
}
