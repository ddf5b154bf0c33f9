namespace Lakehouse.Project;

/// <summary>How the rows of an entity are read from a database.</summary>
public sealed record EntityQuery
{
    /// <summary>The table, <c>schema.table</c>; null where <see cref="Sql"/> is there.</summary>
    public required string? Table { get; init; }

    /// <summary>A SELECT in the database's SQL; null where <see cref="Table"/> is there.</summary>
    public required string? Sql { get; init; }

    /// <summary>How far before the newest cursor that has landed rows are read again, for rows that were committed late. Default: none.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.Zero;

    /// <summary>Rows that land together, at least 1. Default: 500,000.</summary>
    public int ChunkRows { get; init; } = 500_000;

    /// <summary>Whether the keys are compared on each run, to find rows that the database has deleted. Default: no.</summary>
    public bool FindsDeleted { get; init; }
}
