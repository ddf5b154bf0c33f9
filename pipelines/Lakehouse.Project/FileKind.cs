namespace Lakehouse.Project;

/// <summary>A file format that can be landed; each also gzip-compressed, told by the ending <c>.gz</c>.</summary>
public enum FileKind
{
    /// <summary>Delimited text with a header line.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
