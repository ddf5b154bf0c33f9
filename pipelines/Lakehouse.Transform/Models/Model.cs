using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Checks;

namespace Lakehouse.Transform.Models;

/// <summary>A table that a SELECT makes, with the contract that its header states.</summary>
public sealed record Model
{
    /// <summary>The table's name.</summary>
    public required TableName Name { get; init; }

    /// <summary>How its rows become the table's rows.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>The columns that identify a row; may be empty.</summary>
    public required IReadOnlyList<string> Grain { get; init; }

    /// <summary>With <see cref="ModelKind.ByKey"/>: the columns that a row replaces another by; otherwise empty.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>With <see cref="ModelKind.ByPeriod"/>: the column that names a row's period; otherwise null.</summary>
    public required string? Period { get; init; }

    /// <summary>The output contract: the columns in order.</summary>
    public required IReadOnlyList<ModelColumn> Columns { get; init; }

    /// <summary>What is checked before rows are committed: the header's checks, then those that grain, key and period imply.</summary>
    public required IReadOnlyList<ModelCheck> Checks { get; init; }

    /// <summary>Words to select by.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Who answers for it, or null.</summary>
    public required string? Owner { get; init; }

    /// <summary>What a row is, or null.</summary>
    public required string? Description { get; init; }

    /// <summary>The one engine that can run it, or null: any.</summary>
    public required string? Engine { get; init; }

    /// <summary>The file it was read from.</summary>
    public required ProjectFile File { get; init; }

    /// <summary>
    /// The SELECT, parameters still in it, with blank lines in the header's place: its lines are numbered as in the
    /// file.
    /// </summary>
    public required string Sql { get; init; }

    /// <summary>The table's schema: the contract's columns, all nullable.</summary>
    public StructType Schema => new([.. Columns.Select(column => new StructField(column.Name, column.Type))]);
}
