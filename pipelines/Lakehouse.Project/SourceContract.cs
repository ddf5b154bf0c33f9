using Lakehouse.Delta.Schema;

namespace Lakehouse.Project;

/// <summary>A source as its file <c>sql/bronze/NAME.yml</c> declares it.</summary>
/// <param name="Name">The source's name, also the first half of its bronze tables' names.</param>
/// <param name="Description">What the source is, or null.</param>
/// <param name="LandingFolder">Where its files land, variables still in it.</param>
/// <param name="Entities">Its entities, in the file's order.</param>
/// <param name="File">The file it was read from.</param>
public sealed record SourceContract(
    string Name,
    string? Description,
    string LandingFolder,
    IReadOnlyList<EntityContract> Entities,
    ProjectFile File);

/// <summary>One entity of a source: which files hold it and what is in them.</summary>
public sealed record EntityContract
{
    /// <summary>The entity's name.</summary>
    public required string Name { get; init; }

    /// <summary>The bronze table's name without schema: <c>source_entity</c>.</summary>
    public required string TableName { get; init; }

    /// <summary>Which files of the landing folder, as a glob with <c>*</c>, <c>?</c> and <c>**</c>.</summary>
    public required string FilePattern { get; init; }

    /// <summary>How the files are written.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>The columns that identify a record; may be empty.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The column that orders the versions of a record, or null.</summary>
    public required string? Cursor { get; init; }

    /// <summary>The contracted columns in order.</summary>
    public required IReadOnlyList<ColumnContract> Columns { get; init; }

    /// <summary>What happens to a column that the contract does not name.</summary>
    public NewColumnPolicy NewColumns { get; init; } = NewColumnPolicy.Evolve;

    /// <summary>The share of a file's rows, in [0, 1], that may be quarantined; above it the whole file is refused. Default: 0.5.</summary>
    public double MaxQuarantinedShare { get; init; } = 0.5;

    /// <summary>The bronze table's contracted columns, all nullable, without the columns that landing adds.</summary>
    public StructType Schema => new([.. Columns.Select(column => new StructField(column.Name, column.Type))]);
}

/// <summary>A contracted column.</summary>
/// <param name="Name">The name in the file's header.</param>
/// <param name="Type">The type that every value must have.</param>
/// <param name="IsRequired">Whether a row without a value is quarantined.</param>
/// <param name="Description">What it holds, or null.</param>
public sealed record ColumnContract(string Name, DataType Type, bool IsRequired = false, string? Description = null);

/// <summary>What happens to a column that a file has and the contract has not.</summary>
public enum NewColumnPolicy
{
    /// <summary>It lands as text, the table gains the column, and the run says so.</summary>
    Evolve,

    /// <summary>It is left out of the table, and the run says so.</summary>
    Ignore,

    /// <summary>The file is refused.</summary>
    Freeze,
}

/// <summary>How an entity's files are written.</summary>
public sealed record FileFormat
{
    /// <summary>The format.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>CSV: the delimiter, one character. Default: comma.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>CSV: the quote, one character, doubled inside a quoted value. Default: double quote.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>The encoding by its IANA name. Default: <c>utf-8</c>; a byte order mark is accepted.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>CSV: texts that mean null beside the empty one, for example <c>Select</c>. Default: none.</summary>
    public IReadOnlyList<string> NullTexts { get; init; } = [];
}

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
