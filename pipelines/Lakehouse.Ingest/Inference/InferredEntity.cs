using Lakehouse.Project;

namespace Lakehouse.Ingest.Inference;

/// <summary>An entity as extracts have it.</summary>
public sealed record InferredEntity
{
    /// <summary>The name made of its files' names.</summary>
    public required string Name { get; init; }

    /// <summary>The glob of its files.</summary>
    public required string FilePattern { get; init; }

    /// <summary>How many files match, at least 1.</summary>
    public required int FileCount { get; init; }

    /// <summary>How they are written.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>The rows that could be read.</summary>
    public long Rows { get; init; }

    /// <summary>The columns in the order of the first file.</summary>
    public IReadOnlyList<InferredColumn> Columns { get; init; } = [];

    /// <summary>The columns that identify a row, with the cursor where there is one; empty where none do.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The column that orders versions, or null.</summary>
    public string? Cursor { get; init; }

    /// <summary>Why the files could not be read; null where they could.</summary>
    public string? Fault { get; init; }
}
