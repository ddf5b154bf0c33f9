using Lakehouse.Delta.Schema;

namespace Lakehouse.Project;

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

    /// <summary>How the rows are read from the source's database; null where files are delivered.</summary>
    public EntityQuery? Query { get; init; }

    /// <summary>What happens to a column that the contract does not name.</summary>
    public NewColumnPolicy NewColumns { get; init; } = NewColumnPolicy.Evolve;

    /// <summary>The share of a file's rows, in [0, 1], that may be quarantined; above it the whole file is refused. Default: 0.5.</summary>
    public double MaxQuarantinedShare { get; init; } = 0.5;

    /// <summary>The bronze table's contracted columns, all nullable, without the columns that landing adds.</summary>
    public StructType Schema => new([.. Columns.Select(column => new StructField(column.ColumnName, column.Type))]);
}
